import type { getSeatMap as operation, SeatMap } from '@safiri/contracts';
import type { RequestOf } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { layoutSeats } from '../holds/layout-seats.ts';
import { fareOf, hasLeft, isOnSale } from '../holds/stretch.ts';
import { getTripOnSale } from '../network/trip-queries.ts';
import { listTakenSeats } from './taken-seats.ts';

/** Every seat of the bus, and which of them cannot be had on the asked stretch: none can once the trip is off sale or gone. */
export async function getSeatMap(ctx: Ctx, { params, query }: RequestOf<typeof operation>): Promise<SeatMap> {
  const trip = await getTripOnSale(ctx.db.kysely, params.tripId);
  const fare = fareOf(trip, query, '/query/to');
  const sold = isOnSale(trip) && !hasLeft(trip, query, ctx.clock.now());
  const [taken = []] = sold ? await listTakenSeats(ctx.db, [{ tripId: trip.tripId, ...query }]) : [];
  return {
    tripId: trip.tripId,
    fare,
    decks: trip.layout.decks,
    taken: sold ? taken : [...layoutSeats(trip.layout).keys()],
  };
}
