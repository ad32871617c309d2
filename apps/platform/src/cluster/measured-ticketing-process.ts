import { runService } from '@safiri/runtime/process';
import { createTicketing } from '@safiri/ticketing';
import { ticketingConfig } from '../ticketing-config.ts';

/** Ticketing as its own process.ts runs it, but for what one passenger, phone or address may hold. Measurements alone start it. */
await runService('ticketing', ({ deps, verifier, environment }) =>
  createTicketing({ ...deps, verifier, config: ticketingConfig(environment, { holdLimits: 'none' }) }),
);
