import type { getTrip as operation, OutputOf } from '@safiri/contracts';
import type { Ctx } from '../context.ts';
import { stopTimes } from '../network/stop-times.ts';
import { getTripOnSale } from '../network/trip-queries.ts';

/** A trip with the times of all its stops; a cancelled one is shown as such, also long after it left. */
export async function getTrip(ctx: Pick<Ctx, 'db'>, tripId: number): Promise<OutputOf<typeof operation>> {
  const trip = await getTripOnSale(ctx.db.kysely, tripId);
  return {
    tripId: trip.tripId,
    companyId: trip.companyId,
    companyName: trip.companyName,
    companyPhone: trip.companyPhone,
    routeName: trip.routeName,
    serviceDate: trip.serviceDate,
    approximate: trip.approximate,
    status: trip.status,
    stops: stopTimes(trip),
  };
}
