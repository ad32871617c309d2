import { ticketsCancelled, type PayloadOf, type tripCancelled } from '@safiri/contracts';
import { publish, type Tx } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { endClaims, orderIdsOf, tripIdsOf } from '../holds/claim-queries.ts';
import { lockOrdersOnTrip, setOrderStatus, type OrderRow } from '../orders/order-queries.ts';
import { bookingsCancelled } from '../telemetry.ts';
import { cancelTickets, issuedTicket } from '../tickets/ticket-queries.ts';
import { listBookingPayments } from './payment-queries.ts';
import { refundIdFor } from './refund-id.ts';
import { tellRefundDue } from './refunds.ts';
import { sharesOf } from './shares.ts';
import { lockTrip } from './trip-locks.ts';

/**
 * A trip does not run. Orders that are not paid are over, on their other trip too, since they are held all or none. Of paid
 * ones the tickets of this trip are void and their fares go back; the rest of the order stays. A repeat finds nothing left.
 */
export async function onTripCancelled(
  ctx: Ctx,
  tx: Tx,
  { trip: { tripId } }: PayloadOf<typeof tripCancelled>,
): Promise<void> {
  await lockTrip(tx, tripId);
  await endBookingsOfTrip(ctx, tx, tripId);
}

/** The same for a trip that is locked. */
export async function endBookingsOfTrip(ctx: Ctx, tx: Tx, tripId: number): Promise<void> {
  const orders = await lockOrdersOnTrip(tx, tripId);
  const paid = orders.filter((order) => order.status === 'confirmed');
  const unpaid = orders.filter((order) => order.status !== 'confirmed');
  await releaseAll(tx, unpaid);
  await cancelAll(tx, tripId, paid);
  bookingsCancelled(ctx.log, { tripId, released: unpaid.length, cancelled: paid.length });
}

async function releaseAll(tx: Tx, orders: readonly OrderRow[]): Promise<void> {
  if (orders.length === 0) return;
  await endClaims(
    tx,
    { orderIds: orderIdsOf(orders), tripIds: tripIdsOf(orders) },
    { was: 'held', becomes: 'released' },
  );
  for (const order of orders) await setOrderStatus(tx, order, 'released');
}

async function cancelAll(tx: Tx, tripId: number, orders: readonly OrderRow[]): Promise<void> {
  if (orders.length === 0) return;
  const orderIds = orderIdsOf(orders);
  const claims = await endClaims(tx, { orderIds, tripIds: [tripId] }, { was: 'sold', becomes: 'released' });
  const tickets = (await cancelTickets(tx, tripId, orderIds)).map(issuedTicket);
  const attempts = await listBookingPayments(tx, orderIds);
  for (const booked of orders) {
    const order = await setOrderStatus(tx, booked, 'confirmed');
    const voided = tickets.filter((ticket) => ticket.orderId === order.orderId);
    await publish(tx, ticketsCancelled, {
      aggregateId: order.orderId,
      version: order.version,
      payload: { orderId: order.orderId, tickets: voided },
    });
    const attemptId = attempts.get(order.orderId);
    const fares = claims.filter((claim) => claim.orderId === order.orderId);
    const amountMinor = fares.reduce((sum, claim) => sum + claim.fareMinor, 0);
    // A ride that cost nothing gives nothing back.
    if (attemptId === undefined || amountMinor === 0) continue;
    await tellRefundDue(tx, order, {
      refundId: refundIdFor(`trip ${tripId} of order ${order.orderId}`),
      attemptId,
      amount: { amountMinor, currency: order.currency },
      shares: sharesOf(fares, order.currency),
      cause: 'trip-cancelled',
    });
  }
}
