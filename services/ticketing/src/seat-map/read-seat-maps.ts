import type { SeatMap } from '@safiri/contracts';
import { DomainError, isDomainError, type Money } from '@safiri/kernel';
import type { Ctx } from '../context.ts';
import { layoutSeats } from '../holds/layout-seats.ts';
import { fareOf, hasLeft, isOnSale, type Stretch } from '../holds/stretch.ts';
import { listTripsOnSale, type TripOnSale } from '../network/trip-queries.ts';
import { listTakenSeats, type TakenSeats, type TripStretch } from './taken-seats.ts';

/** The seat map of a stretch at this moment; `closed` says why no seat of it is sold any more. */
export type SeatMapNow = { readonly map: SeatMap; readonly closed: 'off-sale' | 'departed' | undefined };

/**
 * For each of up to 100 stretches every seat of the bus, and which of them cannot be had on it now: none can once the trip
 * is off sale or gone. In place of a stretch that is none stands the refusal. Trips are read anew, not recalled from memory:
 * the seats of a cancelled trip must not look free.
 */
export async function readSeatMaps(
  { db, clock }: Pick<Ctx, 'db' | 'clock'>,
  stretches: readonly TripStretch[],
): Promise<(SeatMapNow | DomainError)[]> {
  // In this order: what a trip that is cancelled meanwhile gave back is not shown as free.
  const taken = await listTakenSeats(db, stretches);
  const trips = await listTripsOnSale(db.kysely, [...new Set(stretches.map((at) => at.tripId))]);
  const tripOf = new Map(trips.map((trip) => [trip.tripId, trip]));
  return stretches.map((at, index) =>
    mapOf(tripOf.get(at.tripId), at, { ...(taken[index] ?? nothingTaken), now: clock.now() }),
  );
}

const nothingTaken: TakenSeats = { taken: [], womenOnly: [] };

function mapOf(
  trip: TripOnSale | undefined,
  stretch: Stretch,
  { now, ...seats }: TakenSeats & { readonly now: Date },
): SeatMapNow | DomainError {
  if (trip === undefined) return new DomainError('NOT_FOUND', 'There is no such trip.');
  const fare = fareOrRefusal(trip, stretch);
  if (isDomainError(fare)) return fare;
  const closed = !isOnSale(trip) ? 'off-sale' : hasLeft(trip, stretch, now) ? 'departed' : undefined;
  const { tripId, layout } = trip;
  const all = layoutSeats(layout);
  const drawn = (some: readonly number[]): number[] => some.filter((seat) => all.has(seat));
  const { taken, womenOnly } = closed === undefined ? seats : { taken: [...all.keys()], womenOnly: [] };
  return {
    map: {
      tripId,
      fare,
      decks: layout.decks,
      taken: drawn(taken),
      womenOnly: trip.womenBesideWomen ? drawn(womenOnly) : null,
    },
    closed,
  };
}

/** One stretch that is none must not cost the others theirs. */
function fareOrRefusal(trip: TripOnSale, stretch: Stretch): Money | DomainError {
  try {
    return fareOf(trip, stretch, '/query/to');
  } catch (error) {
    if (isDomainError(error)) return error;
    throw error;
  }
}
