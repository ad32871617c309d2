import { runSimulator } from '@safiri/simulator-kit';
import { momo } from './company.ts';
import { readConfig } from './config.ts';
import { createMomoSimulator } from './index.ts';

await runSimulator({
  company: momo,
  open: () => {
    const { settings, endWithParent } = readConfig();
    return { simulator: createMomoSimulator(settings), endWithParent };
  },
});
