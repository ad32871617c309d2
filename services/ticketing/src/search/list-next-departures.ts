import type { listNextDepartures as operation, OrderClaim, OutputOf, TripOffer } from '@safiri/contracts';
import { addDays, isDomainError, localDate, type ServiceDate } from '@safiri/kernel';
import { transaction, type RequestOf } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { findOrder } from '../orders/order-queries.ts';
import { readOrder } from '../orders/read-orders.ts';
import type { TripSearch } from './search-trips.ts';

type NextDepartures = OutputOf<typeof operation>['journeys'][number];

/** As many as are read at a glance. */
const mostOffers = 5;

/** For each ride of an order, what leaves after it on that day and the next and has as many seats. */
export async function listNextDepartures(
  { db, searchTrips }: Pick<Ctx, 'db'> & { readonly searchTrips: TripSearch },
  { actor, params }: RequestOf<typeof operation>,
): Promise<OutputOf<typeof operation>> {
  const { claims } = await transaction(
    db,
    { kind: 'passenger', id: actor.subjectId },
    async (tx) => await readOrder(tx, await findOrder(tx, params.orderId)),
  );
  const rides = [...Map.groupBy(claims, (claim) => claim.tripId).values()];
  return {
    journeys: await Promise.all(
      rides.flatMap(([first, ...others]) =>
        first === undefined ? [] : [departuresAfter(searchTrips, first, others.length + 1)],
      ),
    ),
  };
}

async function departuresAfter(searchTrips: TripSearch, ride: OrderClaim, seats: number): Promise<NextDepartures> {
  const date = localDate(new Date(ride.from.departsAt), ride.from.timeZone);
  const found = await Promise.all([date, addDays(date, 1)].map(async (day) => await offersOn(searchTrips, ride, day)));
  const offers = found
    .flat()
    .filter(
      (offer) => offer.from.departsAt > ride.from.departsAt && offer.seatsFree >= seats && offer.tripId !== ride.tripId,
    )
    .slice(0, mostOffers);
  return { tripId: ride.tripId, seats, offers };
}

/** Stops that the network does not have any more are left and reached by nothing. */
async function offersOn(
  searchTrips: TripSearch,
  { from, to }: OrderClaim,
  date: ServiceDate,
): Promise<readonly TripOffer[]> {
  try {
    return (await searchTrips({ from: from.stopId, to: to.stopId, date })).offers;
  } catch (error) {
    if (isDomainError(error) && error.code === 'PLACE_UNKNOWN') return [];
    throw error;
  }
}
