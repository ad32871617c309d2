import { runSimulator } from '@safiri/simulator-kit';
import { readConfig } from './config.ts';
import { createCardSimulator } from './index.ts';

await runSimulator({ company: { name: 'card', title: 'card' }, readConfig, create: createCardSimulator });
