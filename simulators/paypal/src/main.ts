import { runSimulator } from '@safiri/simulator-kit';
import { readConfig } from './config.ts';
import { createPaypalSimulator } from './index.ts';

await runSimulator({ company: { name: 'paypal', title: 'PayPal' }, readConfig, create: createPaypalSimulator });
