import { Parse } from 'typebox/value';
import { LostSeats, LostTrip, type Order, type TripState } from '@safiri/contracts';
import { assert, newId } from '@safiri/kernel';
import type { Seen } from './operations.ts';

/** An order as the worker's numbers name it: its claims by trip and seat as they were held. */
export type Known = {
  readonly orderId: string;
  readonly claimIds: readonly string[];
  readonly tripIds: readonly number[];
  readonly total: Order['total'];
};

/** Names of a worker for what the service knows by its ids. */
export type Names = {
  readonly trips: TripState[];
  readonly orders: Map<number, Known>;
  readonly keys: Map<number, string>;
  readonly attempts: Map<number, string>;
  readonly kept: Map<number, string>;
};

type Refused = { readonly code: string; readonly problem: object | undefined };

/** An order as its passenger sees it, in the worker's words. */
export function viewOf(names: Names, key: number, { status, total, extendable, claims }: Order): Seen {
  const { claimIds } = knownOf(names, key);
  const sorted = claims.toSorted((a, b) => claimIds.indexOf(a.claimId) - claimIds.indexOf(b.claimId));
  return {
    kind: 'order',
    status,
    total: total.amountMinor,
    extendable,
    claims: sorted.map(
      ({ tripId, seat, from, to, ticket }) =>
        `${numberOf(names, tripId)}/${seat} ${from.index}-${to.index} ${ticket?.status ?? 'none'}`,
    ),
  };
}

/** A refusal of the house, with the seats or the trip that it names. */
export function refusalOf(names: Names, { code, problem = {} }: Refused): Seen {
  if (code === 'SEATS_TAKEN') {
    const { seats } = Parse(LostSeats, problem);
    return {
      kind: 'refused',
      code,
      seats: seats.map((each) => `${numberOf(names, each.tripId)}/${each.seat}`).toSorted(),
    };
  }
  if (code === 'TRIP_FULL') return { kind: 'refused', code, trip: numberOf(names, Parse(LostTrip, problem).tripId) };
  return { kind: 'refused', code };
}

export function knownOf(names: Names, key: number): Known {
  const known = names.orders.get(key);
  assert(known !== undefined, `there is no order ${key}`);
  return known;
}

/** Made when it is first named. */
export function idOf(ids: Map<number, string>, number: number): string {
  const id = ids.get(number) ?? newId();
  ids.set(number, id);
  return id;
}

export function numberOf(names: Names, tripId: number): number {
  return names.trips.findIndex((trip) => trip.tripId === tripId);
}
