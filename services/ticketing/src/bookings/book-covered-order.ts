import type { bookOrder as operation, Order } from '@safiri/contracts';
import { DomainError } from '@safiri/kernel';
import { asService, transaction, type RequestOf } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { confirmClaims, listClaims } from '../holds/claim-queries.ts';
import { findOrder, lockOrder, setOrderStatus } from '../orders/order-queries.ts';
import { noSuchOrder, readOrder } from '../orders/read-orders.ts';
import { holdExpired, notHeld } from '../orders/refusals.ts';
import { coveredOrderBooked } from '../telemetry.ts';
import { openOrThrow } from '../vouchers/open-order.ts';
import { useTenders } from '../vouchers/tender-queries.ts';
import { bookOrders } from './book-orders.ts';
import { shareTrips } from './trip-locks.ts';
import { readTrips } from './trips-of-orders.ts';

/** Books an order that is checked out and of which nothing is left to pay, once. Money that comes all the same goes back. */
export async function bookCoveredOrder(ctx: Ctx, { actor, params }: RequestOf<typeof operation>): Promise<Order> {
  const whose = { orderId: params.orderId, ownerId: actor.subjectId };
  const { view, isNew } = await transaction(ctx.db, asService, async (tx) => {
    const seen = await findOrder(tx, params.orderId);
    if (seen?.ownerId !== actor.subjectId) throw noSuchOrder();
    await shareTrips(tx, seen.tripIds);
    const locked = await lockOrder(tx, params.orderId);
    if (locked?.status === 'confirmed') return { view: await readOrder(tx, locked), isNew: false };
    const order = openOrThrow(whose, locked);
    if (order.status !== 'checkout') throw notHeld(order);
    if (order.tenderedMinor < order.totalMinor)
      throw new DomainError('ORDER_NOT_COVERED', 'A part of this order is left to pay with money.');
    const trips = await readTrips(tx, order.tripIds);
    // It was held in the moment in which the trip was cancelled: nobody ended it, and nobody rides.
    if ([...trips.values()].some((trip) => trip.status === 'cancelled')) throw notHeld({ status: 'released' });
    // A claim or a voucher that is gone was taken over by another order in the moment the hold ran out.
    if (!(await confirmClaims(tx, order)) || !(await useTenders(tx, order.orderId))) throw holdExpired();
    const confirmed = await setOrderStatus(tx, order, 'confirmed');
    await bookOrders(tx, { orders: [confirmed], claims: await listClaims(tx, [confirmed]) }, trips);
    return { view: await readOrder(tx, await findOrder(tx, order.orderId)), isNew: true };
  });
  if (isNew) coveredOrderBooked(ctx.log, params.orderId);
  return view;
}
