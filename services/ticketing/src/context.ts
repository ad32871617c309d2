import type { ServiceDeps, TokenVerifier } from '@safiri/runtime';
import type { TicketingConfig } from './config.ts';

/** What every use case of this service is given. */
export type Ctx = ServiceDeps & {
  readonly config: TicketingConfig;
  /** Checks the guest token that a passenger hands over with their guest orders. */
  readonly verifier: TokenVerifier;
};
