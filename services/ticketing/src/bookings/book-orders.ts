import { bookingConfirmed, ticketIssued, type PayloadOf } from '@safiri/contracts';
import { assert } from '@safiri/kernel';
import { publishMany, type Tx } from '@safiri/runtime';
import type { ClaimRow } from '../holds/claim-queries.ts';
import { seatOf } from '../holds/layout-seats.ts';
import type { TripOnSale } from '../network/trip-queries.ts';
import type { OrderRow } from '../orders/order-queries.ts';
import { stretchOf } from '../orders/order-view.ts';
import { issueTickets } from '../tickets/issue-tickets.ts';
import { issuedTicket } from '../tickets/ticket-queries.ts';
import { listTenders, type TenderRow } from '../vouchers/tender-queries.ts';
import { sharesOf } from './shares.ts';
import type { TripsById } from './trips-of-orders.ts';

/** Makes bookings of confirmed orders, given with the claims that are sold to them: their tickets, and the news of both. */
export async function bookOrders(
  tx: Tx,
  confirmed: { readonly orders: readonly OrderRow[]; readonly claims: readonly ClaimRow[] },
  trips: TripsById,
): Promise<void> {
  const { orders, claims } = confirmed;
  const tickets = Map.groupBy(await issueTickets(tx, claims, trips), (ticket) => ticket.orderId);
  const sold = Map.groupBy(claims, (claim) => claim.orderId);
  const tenders = (await listTenders(tx, orders)).filter((tender) => tender.status === 'used');
  const news = orders.map((order) => {
    const [of, issued] = [sold.get(order.orderId) ?? [], tickets.get(order.orderId) ?? []];
    assert(
      issued.length === of.length && of.length > 0,
      `order ${order.orderId} is confirmed with a ticket for each claim`,
    );
    const about = { aggregateId: order.orderId, version: order.version };
    return {
      issued: { ...about, payload: { orderId: order.orderId, tickets: issued.map(issuedTicket) } },
      booked: { ...about, payload: { ...confirmation(order, of, trips), ...paidByVouchers(order, tenders) } },
    };
  });
  await publishMany(
    tx,
    ticketIssued,
    news.map(({ issued }) => issued),
  );
  await publishMany(
    tx,
    bookingConfirmed,
    news.map(({ booked }) => booked),
  );
}

function confirmation(
  order: OrderRow,
  claims: readonly ClaimRow[],
  trips: TripsById,
): PayloadOf<typeof bookingConfirmed> {
  assert(order.link !== null, `order ${order.orderId} was paid without having been opened for payment`);
  return {
    orderId: order.orderId,
    version: order.version,
    reference: order.reference,
    ownerId: order.ownerId,
    companyIds: [...order.companyIds],
    total: { amountMinor: order.totalMinor, currency: order.currency },
    shares: sharesOf(claims, order.currency),
    contact: { phone: order.contactPhone, email: order.contactEmail },
    locale: order.locale,
    link: order.link,
    ...(order.freeCancellationUntil === null
      ? {}
      : { freeCancellationUntil: order.freeCancellationUntil.toISOString() }),
    journeys: order.tripIds
      .map((tripId) => {
        const trip = trips.get(tripId);
        assert(trip !== undefined, `trip ${tripId} was sold and is not known`);
        return journey(
          order,
          trip,
          claims.filter((claim) => claim.tripId === tripId),
        );
      })
      .toSorted((a, b) => a.departsAt.localeCompare(b.departsAt)),
  };
}

function paidByVouchers(
  { orderId, currency }: OrderRow,
  tenders: readonly TenderRow[],
): Pick<PayloadOf<typeof bookingConfirmed>, 'vouchers'> {
  const vouchers = tenders
    .filter((tender) => tender.orderId === orderId)
    .map(({ voucherId, issuerId, amountMinor }) => ({ voucherId, issuerId, amount: { amountMinor, currency } }));
  return vouchers.length === 0 ? {} : { vouchers };
}

/** All claims of an order on one trip are for one stretch. */
function journey(
  { currency }: OrderRow,
  trip: TripOnSale,
  claims: readonly ClaimRow[],
): PayloadOf<typeof bookingConfirmed>['journeys'][number] {
  const [first] = claims;
  assert(first !== undefined, `trip ${trip.tripId} of an order without claims`);
  const { from, to } = stretchOf(trip, first);
  return {
    tripId: trip.tripId,
    companyId: first.companyId,
    fare: { amountMinor: claims.reduce((sum, claim) => sum + claim.fareMinor, 0), currency },
    companyName: trip.companyName,
    fromStop: from.name,
    toStop: to.name,
    departsAt: from.departsAt,
    timeZone: from.timeZone,
    seatLabels: labelsOf(
      trip,
      claims.map((claim) => claim.seat),
    ),
    ...(claims.every((claim) => claim.orderedSeat === null)
      ? {}
      : {
          orderedSeatLabels: labelsOf(
            trip,
            claims.map((claim) => claim.orderedSeat ?? claim.seat),
          ),
        }),
  };
}

function labelsOf(trip: TripOnSale, seats: readonly number[]): string[] {
  return seats.toSorted((a, b) => a - b).map((seat) => seatOf(trip.layout, seat).label);
}
