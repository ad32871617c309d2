import { createHash } from 'node:crypto';
import type { BodyOf, holdSeats } from '@safiri/contracts';

/** The same for requests that ask for the same: the order in which seats of a trip are listed does not matter. */
export function fingerprintOf(body: BodyOf<typeof holdSeats>): string {
  const trips = body.trips.map((wish) => [wish.tripId, wish.from, wish.to, wish.seats.toSorted((a, b) => a - b)]);
  return createHash('sha256')
    .update(JSON.stringify([trips, body.locale ?? null]))
    .digest('base64url');
}
