import { ticketsCancelled, type RefundCause } from '@safiri/contracts';
import { publish, type Tx } from '@safiri/runtime';
import { endClaims, orderIdsOf } from '../holds/claim-queries.ts';
import { setOrderStatus, type OrderRow } from '../orders/order-queries.ts';
import { cancelTickets, issuedTicket } from '../tickets/ticket-queries.ts';
import { lockVouchersOf } from '../vouchers/tender-queries.ts';
import { refundIdFor } from './refund-id.ts';
import { sharesOf } from './shares.ts';
import { refundBooking } from './split-refund.ts';

type Cancellation = {
  readonly tripIds: readonly number[];
  readonly cause: RefundCause;
  /** What the refund of an order is known by: one a reason. */
  readonly reasonFor: (order: OrderRow) => string;
};

/** Ends bookings on these trips: their tickets are void, their seats free, and the fares of those go back. The orders, which are locked, are answered as they are then. */
export async function cancelBookings(
  tx: Tx,
  orders: readonly OrderRow[],
  { tripIds, cause, reasonFor }: Cancellation,
): Promise<OrderRow[]> {
  if (orders.length === 0) return [];
  const orderIds = orderIdsOf(orders);
  const claims = await endClaims(tx, { orderIds, tripIds }, { was: 'sold', becomes: 'released' });
  const tickets = (await cancelTickets(tx, tripIds, orderIds)).map(issuedTicket);
  await lockVouchersOf(tx, orders);
  const left: OrderRow[] = [];
  for (const booked of orders) {
    const fares = claims.filter((claim) => claim.orderId === booked.orderId);
    const order = fares.length === 0 ? booked : await setOrderStatus(tx, booked, 'confirmed');
    left.push(order);
    if (fares.length === 0) continue;
    const voided = tickets.filter((ticket) => ticket.orderId === order.orderId);
    await publish(tx, ticketsCancelled, {
      aggregateId: order.orderId,
      version: order.version,
      payload: { orderId: order.orderId, tickets: voided },
    });
    await refundBooking(tx, order, {
      refundId: refundIdFor(reasonFor(order)),
      shares: sharesOf(fares, order.currency),
      cause,
    });
  }
  return left;
}
