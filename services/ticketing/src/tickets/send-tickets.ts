import { ticketsAskedFor, type PayloadOf, type sendTicketsByLink as operation } from '@safiri/contracts';
import { assert, DomainError } from '@safiri/kernel';
import { asService, publish, transaction, type RequestOf, type Tx } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { listClaims } from '../holds/claim-queries.ts';
import { seatOf } from '../holds/layout-seats.ts';
import { listTripsOnSale } from '../network/trip-queries.ts';
import { noteSending, type OrderRow } from '../orders/order-queries.ts';
import { stretchOf } from '../orders/order-view.ts';
import { byLink, seeOrder } from '../refunds/asker.ts';
import { ticketsSentAgain } from '../telemetry.ts';

export type Channel = 'sms' | 'email';

/** Each message costs somebody money, and fills the inbox of somebody who may not have asked: enough for who lost one, and the next. */
export const sendingLimits = { mostAnHour: 3, mostADay: 6 };

/** Sends the link of paid tickets to the order's own contact, for whoever holds that link. */
export async function sendTickets(ctx: Ctx, { params, body }: RequestOf<typeof operation>): Promise<undefined> {
  const { channel } = body;
  const order = await seeOrder(ctx, byLink(params), async (_tx, seen) => await Promise.resolve(seen));
  if (order.status !== 'confirmed') throw new DomainError('ORDER_NOT_CONFIRMED', 'This order is not paid.');
  if (contactOf(order, channel) === null)
    throw new DomainError('CONTACT_MISSING', 'The order was made without such a contact.', { field: '/body/channel' });
  const isSent = await transaction(ctx.db, asService, async (tx) => await tellTickets(tx, order, channel));
  if (!isSent)
    throw new DomainError('TOO_MANY_MESSAGES', 'These tickets were sent again often enough for now.', {
      retryAfter: 3_600,
    });
  ticketsSentAgain(ctx.log, { orderId: order.orderId, channel });
  return undefined;
}

/** Has the link sent to one contact of the order; false when that was done often enough. */
export async function tellTickets(tx: Tx, order: OrderRow, channel: Channel): Promise<boolean> {
  if (!(await noteSending(tx, order.orderId, sendingLimits))) return false;
  const { orderId, version, reference, locale, link } = order;
  assert(link !== null, `order ${orderId} was paid without having been opened for payment`);
  await publish(tx, ticketsAskedFor, {
    aggregateId: orderId,
    version,
    payload: {
      orderId,
      version,
      reference,
      contact: { phone: null, email: null, [channel === 'sms' ? 'phone' : 'email']: contactOf(order, channel) },
      locale,
      link,
      journeys: await journeysOf(tx, order),
    },
  });
  return true;
}

function contactOf({ contactPhone, contactEmail }: OrderRow, channel: Channel): string | null {
  return channel === 'sms' ? contactPhone : contactEmail;
}

async function journeysOf(tx: Tx, order: OrderRow): Promise<PayloadOf<typeof ticketsAskedFor>['journeys']> {
  const claims = (await listClaims(tx, [order])).filter(({ status }) => status === 'sold');
  const trips = await listTripsOnSale(tx, order.tripIds);
  const journeys = trips.flatMap((trip) => {
    const seats = claims.filter(({ tripId }) => tripId === trip.tripId);
    const [first] = seats;
    if (first === undefined) return [];
    const { from, to } = stretchOf(trip, first);
    return [
      {
        tripId: trip.tripId,
        companyName: trip.companyName,
        fromStop: from.name,
        toStop: to.name,
        departsAt: from.departsAt,
        timeZone: from.timeZone,
        seatLabels: seats.map(({ seat }) => seatOf(trip.layout, seat).label),
      },
    ];
  });
  return journeys.toSorted((a, b) => a.departsAt.localeCompare(b.departsAt));
}
