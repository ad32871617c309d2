import { ticketIssued, ticketsReplaced, type PayloadOf } from '@safiri/contracts';
import { assert } from '@safiri/kernel';
import { publish, type Tx } from '@safiri/runtime';
import type { TripsById } from '../bookings/trips-of-orders.ts';
import { seatOf } from '../holds/layout-seats.ts';
import type { TripOnSale } from '../network/trip-queries.ts';
import type { OrderRow } from '../orders/order-queries.ts';
import { stretchOf } from '../orders/order-view.ts';
import { alreadyBoarded } from '../refunds/refuse-used.ts';
import { issuedTicket, reissueTickets } from '../tickets/ticket-queries.ts';
import type { SeatChange } from './change-seats.ts';

type Changed = { readonly changes: readonly SeatChange[]; readonly trips: TripsById };

/** Tickets for the seats that claims of a locked order have now; the doors are told, and whoever bought them. */
export async function replaceTickets(tx: Tx, order: OrderRow, { changes, trips }: Changed): Promise<void> {
  const tickets = await reissueTickets(
    tx,
    changes.map(({ claim, seat }) => ({
      tripId: claim.tripId,
      claimId: claim.claimId,
      seat,
      seatLabel: seatOf(tripOf(trips, claim.tripId).layout, seat).label,
    })),
  );
  // The door told of a boarding since we looked.
  if (tickets.length < changes.length) throw alreadyBoarded();
  const { orderId, version } = order;
  const about = { aggregateId: orderId, version };
  await publish(tx, ticketIssued, { ...about, payload: { orderId, tickets: tickets.map(issuedTicket) } });
  await publish(tx, ticketsReplaced, { ...about, payload: replacement(order, { changes, trips }) });
}

function replacement(order: OrderRow, { changes, trips }: Changed): PayloadOf<typeof ticketsReplaced> {
  const { orderId, version, reference, contactPhone, contactEmail, locale, link } = order;
  assert(link !== null, `order ${orderId} was paid without having been opened for payment`);
  const byTrip = [...Map.groupBy(changes, ({ claim }) => claim.tripId)];
  return {
    orderId,
    version,
    reference,
    contact: { phone: contactPhone, email: contactEmail },
    locale,
    link,
    journeys: byTrip.map(([tripId, of]) => journey(tripOf(trips, tripId), of)),
  };
}

function journey(
  trip: TripOnSale,
  changes: readonly SeatChange[],
): PayloadOf<typeof ticketsReplaced>['journeys'][number] {
  const [first] = changes;
  assert(first !== undefined, `trip ${trip.tripId} of no change`);
  const { from, to } = stretchOf(trip, first.claim);
  const sorted = changes.toSorted((a, b) => a.claim.seat - b.claim.seat);
  return {
    tripId: trip.tripId,
    companyName: trip.companyName,
    fromStop: from.name,
    toStop: to.name,
    departsAt: from.departsAt,
    timeZone: from.timeZone,
    seatLabels: sorted.map(({ seat }) => seatOf(trip.layout, seat).label),
    seatLabelsBefore: sorted.map(({ claim }) => seatOf(trip.layout, claim.seat).label),
  };
}

function tripOf(trips: TripsById, tripId: number): TripOnSale {
  const trip = trips.get(tripId);
  assert(trip !== undefined, `trip ${tripId} was sold and is not known`);
  return trip;
}
