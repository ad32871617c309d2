import type { PayloadOf, tripsScheduled } from '@safiri/contracts';
import type { Tx } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { endBookingsOfTrips } from './on-trip-cancelled.ts';
import { lockCancelledTrips } from './trip-locks.ts';

/**
 * A batch of trips may say of one that it does not run: what is told again, and news that overtake each other. What is kept
 * of the trip decides, so that an old batch cancels nothing; of a trip that was cancelled before, nothing is left to end.
 */
export async function onTripsScheduled(ctx: Ctx, tx: Tx, { trips }: PayloadOf<typeof tripsScheduled>): Promise<void> {
  const cancelled = trips.filter((trip) => trip.status === 'cancelled').map((trip) => trip.tripId);
  if (cancelled.length === 0) return;
  await endBookingsOfTrips(ctx, tx, await lockCancelledTrips(tx, cancelled));
}
