import { runService } from '@safiri/runtime/process';
import { createTicketing, readTicketingConfig } from './index.ts';

/** The service as a process of its own. */
await runService('ticketing', ({ deps, verifier, environment }) =>
  createTicketing({ ...deps, verifier, config: readTicketingConfig(environment) }),
);
