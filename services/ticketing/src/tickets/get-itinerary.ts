import type { getItineraryByLink as operation, ItineraryJourney, OutputOf } from '@safiri/contracts';
import { assert } from '@safiri/kernel';
import { transaction, type RequestOf } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { listClaims } from '../holds/claim-queries.ts';
import { stopTimes } from '../network/stop-times.ts';
import { listTripsOnSale } from '../network/trip-queries.ts';
import { listStopPositions } from '../network/stop-positions.ts';
import { findOrderByLink } from '../orders/order-queries.ts';
import { noSuchOrder } from '../orders/read-orders.ts';
import { listPoliciesOf } from '../refunds/policy-queries.ts';

/** The rides of an order with their stops and conditions, for whoever holds its private link. */
export async function getItinerary(
  ctx: Ctx,
  { params }: RequestOf<typeof operation>,
): Promise<OutputOf<typeof operation>> {
  return await transaction(ctx.db, { kind: 'link', id: params.link }, async (tx) => {
    const order = await findOrderByLink(tx, params.link);
    if (order === undefined) throw noSuchOrder();
    const claims = await listClaims(tx, [order]);
    const trips = await listTripsOnSale(tx, order.tripIds);
    const policies = await listPoliciesOf(tx, order.orderId);
    const positions = await listStopPositions(tx, [
      ...new Set(trips.flatMap((trip) => trip.stops.map(({ stopId }) => stopId))),
    ]);
    const journeys = trips.flatMap((trip): ItineraryJourney[] => {
      const claim = claims.find(({ tripId }) => tripId === trip.tripId);
      if (claim === undefined) return [];
      const stops = stopTimes(trip).slice(claim.from, claim.to + 1);
      return [
        {
          tripId: trip.tripId,
          companyId: trip.companyId,
          // Both only ever rise, and one of them does with whatever a calendar would have to know.
          revision: order.version + trip.version,
          stops: stops.map((stop) => {
            const position = positions.get(stop.stopId);
            assert(position !== undefined, `stop ${stop.stopId} of trip ${trip.tripId} is not known`);
            return { ...stop, ...position };
          }),
          refundTiers: [...(policies.get(trip.companyId) ?? [])],
        },
      ];
    });
    return { journeys: journeys.toSorted(byDeparture) };
  });
}

function byDeparture(a: ItineraryJourney, b: ItineraryJourney): number {
  return (a.stops[0]?.departsAt ?? '').localeCompare(b.stops[0]?.departsAt ?? '');
}
