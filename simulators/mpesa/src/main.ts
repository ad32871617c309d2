import { runSimulator } from '@safiri/simulator-kit';
import { mpesa } from './company.ts';
import { readConfig } from './config.ts';
import { createMpesaSimulator } from './index.ts';

await runSimulator({ company: mpesa, readConfig, create: createMpesaSimulator });
