import { DomainError } from '@safiri/kernel';
import type { Tx } from '@safiri/runtime';
import type { TripsById } from '../bookings/trips-of-orders.ts';
import type { Ctx } from '../context.ts';
import type { ClaimRow } from '../holds/claim-queries.ts';
import { hasLeft } from '../holds/stretch.ts';
import { hasBoarded } from '../tickets/ticket-queries.ts';

/** A journey that has begun is not cancelled: somebody boarded with the ticket, or the bus left the stop where it begins. */
export async function refuseUsed(
  ctx: Ctx,
  tx: Tx,
  { claims, trips }: { readonly claims: readonly ClaimRow[]; readonly trips: TripsById },
): Promise<void> {
  if (await hasBoarded(tx, claims)) throw alreadyBoarded();
  const now = ctx.clock.now();
  for (const claim of claims) {
    const trip = trips.get(claim.tripId);
    if (trip !== undefined && hasLeft(trip, claim, now))
      throw new DomainError('TRIP_DEPARTED', 'The bus has left the stop where one of these journeys begins.');
  }
}

export function alreadyBoarded(): DomainError {
  return new DomainError('ALREADY_BOARDED', 'Somebody has boarded with one of these tickets.');
}
