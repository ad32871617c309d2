import { runSimulator } from '@safiri/simulator-kit';
import { momo } from './company.ts';
import { readConfig } from './config.ts';
import { createMomoSimulator } from './index.ts';

await runSimulator({ company: momo, readConfig, create: createMomoSimulator });
