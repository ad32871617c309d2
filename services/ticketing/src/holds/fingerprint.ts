import { hash } from 'node:crypto';
import type { BodyOf, holdSeats } from '@safiri/contracts';
import type { HoldTerms } from '../orders/hold-terms.ts';
import type { WantedTrip } from './plan-hold.ts';

/** The same for requests that ask for the same: the order in which seats of a trip are listed does not matter. */
export function fingerprintOf(body: BodyOf<typeof holdSeats>, { channel, may }: HoldTerms): string {
  const trips = body.trips.map((wish) => [wish.tripId, wish.from, wish.to, seatsOf(wish)]);
  // Left out where there are none: what was asked before there were terms keeps its fingerprint.
  const terms = channel === 'online' && may.length === 0 ? [] : [channel, ...may];
  const asked = [trips, body.locale ?? null, ...terms, ...(body.womenOnly === true ? ['women-only'] : [])];
  return hash('sha256', JSON.stringify(asked), 'base64url');
}

function seatsOf({ seats, any }: WantedTrip): unknown {
  return any === undefined
    ? seats.toSorted((a, b) => a - b)
    : { any: [any.count, any.class ?? null, any.accessible === true] };
}
