import type { Tx } from '@safiri/runtime';
import { tripIdsOf, type ClaimsOf } from '../holds/claim-queries.ts';
import { listTripsOnSale, type TripOnSale } from '../network/trip-queries.ts';

export type TripsById = ReadonlyMap<number, TripOnSale>;

/** As many as are asked for at once. */
const stepTrips = 100;

/** What is known of the trips of orders. */
export async function tripsOfOrders(tx: Tx, orders: readonly ClaimsOf[]): Promise<TripsById> {
  const tripIds = tripIdsOf(orders);
  const trips: TripOnSale[] = [];
  for (let at = 0; at < tripIds.length; at += stepTrips)
    trips.push(...(await listTripsOnSale(tx, tripIds.slice(at, at + stepTrips))));
  return new Map(trips.map((trip) => [trip.tripId, trip]));
}
