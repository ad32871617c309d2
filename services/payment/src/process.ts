import { runService } from '@safiri/runtime/process';
import { createPayment, readPaymentConfig } from './index.ts';

/** The service as a process of its own. */
await runService('payment', ({ deps, environment }) =>
  createPayment({ ...deps, config: readPaymentConfig(environment) }),
);
