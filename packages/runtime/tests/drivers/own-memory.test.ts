import { createOwnMemory } from '../../src/index.ts';
import { describeMemory } from './memory-suite.ts';

describeMemory({ name: 'the memory of one process', open: async (clock) => createOwnMemory(clock) });
