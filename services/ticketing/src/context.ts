import type { ServiceDeps, TokenVerifier } from '@safiri/runtime';
import type { TicketingConfig } from './config.ts';
import type { HoldQueue } from './holds/hold-queue.ts';
import type { SeatOccupancy } from './holds/seat-occupancy.ts';
import type { TripFacts } from './network/trip-facts.ts';
import type { AddressRate } from './orders/address-rate.ts';

/** What this service is made from. */
export type TicketingDeps = ServiceDeps & {
  readonly config: TicketingConfig;
  /** Checks the guest token that a passenger hands over with their guest orders. */
  readonly verifier: TokenVerifier;
};

/** What every use case of this service is given. */
export type Ctx = TicketingDeps & {
  readonly tripFacts: TripFacts;
  readonly holds: HoldQueue;
  readonly occupancy: SeatOccupancy;
  /** How often each address asks for seats. */
  readonly holdRate: AddressRate;
  /** How often each address tries codes of vouchers. */
  readonly codeRate: AddressRate;
  /** How often each address looks for bookings. */
  readonly bookingSearchRate: AddressRate;
};
