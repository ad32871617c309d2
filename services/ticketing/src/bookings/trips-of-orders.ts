import type { Tx } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { listTripsOnSale, type TripOnSale } from '../network/trip-queries.ts';
import type { SoldClaim } from './plain-payments.ts';

export type TripsById = ReadonlyMap<number, TripOnSale>;

/** As many as are read at once. */
const stepTrips = 100;

/** What this transaction sees of trips. */
export async function readTrips(tx: Tx, tripIds: readonly number[]): Promise<TripsById> {
  const trips: TripOnSale[] = [];
  for (let at = 0; at < tripIds.length; at += stepTrips)
    trips.push(...(await listTripsOnSale(tx, tripIds.slice(at, at + stepTrips))));
  return byId(trips);
}

/**
 * The same for claims that were sold together, from memory where it has exactly what the sale saw. What memory lacks it reads
 * on another connection: only for batches, of which a process has two at a time, so that its pool of four has one to give.
 */
export async function recallTrips(ctx: Ctx, tx: Tx, claims: readonly SoldClaim[]): Promise<TripsById> {
  const facts = new Map(claims.map((claim) => [claim.tripId, claim.facts]));
  const known = (await ctx.tripFacts.list([...facts.keys()])).filter((trip) => trip.facts === facts.get(trip.tripId));
  const current = byId(known);
  const others = [...facts.keys()].filter((tripId) => !current.has(tripId));
  ctx.tripFacts.forget(others);
  return others.length === 0 ? current : new Map([...current, ...(await readTrips(tx, others))]);
}

function byId(trips: readonly TripOnSale[]): TripsById {
  return new Map(trips.map((trip) => [trip.tripId, trip]));
}
