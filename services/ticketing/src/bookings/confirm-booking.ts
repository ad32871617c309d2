import { bookingConfirmed, ticketIssued, type PayloadOf } from '@safiri/contracts';
import { assert } from '@safiri/kernel';
import { publish, type Tx } from '@safiri/runtime';
import { listClaims, type ClaimRow } from '../holds/claim-queries.ts';
import { seatOf } from '../holds/layout-seats.ts';
import type { TripOnSale } from '../network/trip-queries.ts';
import { setOrderStatus, type OrderRow } from '../orders/order-queries.ts';
import { stretchOf } from '../orders/order-view.ts';
import { issueTickets } from '../tickets/issue-tickets.ts';
import { issuedTicket } from '../tickets/ticket-queries.ts';

/** Makes a booking of a locked order whose claims are sold to it: its tickets, and the news of both. */
export async function confirmBooking(tx: Tx, open: OrderRow, trips: readonly TripOnSale[]): Promise<void> {
  const order = await setOrderStatus(tx, open, 'confirmed');
  const claims = await listClaims(tx, [order]);
  const tickets = await issueTickets(tx, claims, new Map(trips.map((trip) => [trip.tripId, trip])));
  assert(
    tickets.length === claims.length && claims.length > 0,
    `order ${order.orderId} is confirmed with a ticket for each claim`,
  );
  const about = { aggregateId: order.orderId, version: order.version };
  await publish(tx, ticketIssued, {
    ...about,
    payload: { orderId: order.orderId, tickets: tickets.map(issuedTicket) },
  });
  await publish(tx, bookingConfirmed, { ...about, payload: confirmation(order, claims, trips) });
}

function confirmation(
  order: OrderRow,
  claims: readonly ClaimRow[],
  trips: readonly TripOnSale[],
): PayloadOf<typeof bookingConfirmed> {
  assert(order.link !== null, `order ${order.orderId} was paid without having been opened for payment`);
  return {
    orderId: order.orderId,
    version: order.version,
    reference: order.reference,
    ownerId: order.ownerId,
    companyIds: [...order.companyIds],
    total: { amountMinor: order.totalMinor, currency: order.currency },
    contact: { phone: order.contactPhone, email: order.contactEmail },
    locale: order.locale,
    link: order.link,
    journeys: trips
      .map((trip) =>
        journey(
          trip,
          claims.filter((claim) => claim.tripId === trip.tripId),
        ),
      )
      .toSorted((a, b) => a.departsAt.localeCompare(b.departsAt)),
  };
}

/** All claims of an order on one trip are for one stretch. */
function journey(
  trip: TripOnSale,
  claims: readonly ClaimRow[],
): PayloadOf<typeof bookingConfirmed>['journeys'][number] {
  const [first] = claims;
  assert(first !== undefined, `trip ${trip.tripId} of an order without claims`);
  const { from, to } = stretchOf(trip, first);
  return {
    tripId: trip.tripId,
    companyName: trip.companyName,
    fromStop: from.name,
    toStop: to.name,
    departsAt: from.departsAt,
    timeZone: from.timeZone,
    seatLabels: claims.map((claim) => seatOf(trip.layout, claim.seat).label),
  };
}
