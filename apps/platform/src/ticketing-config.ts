import type { Environment } from '@safiri/runtime/process';
import { readTicketingConfig, type TicketingConfig } from '@safiri/ticketing';

/** What code alone can ask for, and no setting. */
export type HoldLimits = {
  /** Lifts what one passenger, phone or address may hold: a few clients on one machine hold thousands. */
  readonly holdLimits?: 'none' | undefined;
};

export function ticketingConfig(environment: Environment, { holdLimits }: HoldLimits): TicketingConfig {
  const config = readTicketingConfig(environment);
  const lifted = { mostSeatsHeld: null, mostSeatsPerPhone: null, mostHoldsPerAddress: null };
  return holdLimits === 'none' ? { ...config, ...lifted } : config;
}
