import { runSimulator } from '@safiri/simulator-kit';
import { readConfig } from './config.ts';
import { createPaypalSimulator } from './index.ts';

await runSimulator({
  company: { name: 'paypal', title: 'PayPal' },
  open: () => {
    const { settings, endWithParent } = readConfig();
    return { simulator: createPaypalSimulator(settings), endWithParent };
  },
});
