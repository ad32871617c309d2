import type { PayloadOf, paymentSucceeded } from '@safiri/contracts';
import type { Tx } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { tripIdsOf } from '../holds/claim-queries.ts';
import { listOrders } from '../orders/order-queries.ts';
import { bookingConfirmed } from '../telemetry.ts';
import { bookOrders } from './book-orders.ts';
import { onPaymentSucceeded } from './on-payment-succeeded.ts';
import type { Payment } from './payment-queries.ts';
import { confirmPlainOrders } from './plain-payments.ts';
import { readTrips, recallTrips } from './trips-of-orders.ts';

/**
 * Money came, for one order or for dozens. Orders that wait for exactly this money are confirmed together; every other
 * payment, and cash, which is noted as such, is judged by itself, in the order in which it was told, after them. Orders and trips of all of them are locked by then.
 */
export async function onPaymentsSucceeded(
  ctx: Ctx,
  tx: Tx,
  payments: readonly PayloadOf<typeof paymentSucceeded>[],
): Promise<void> {
  const plain = payments.filter(({ method }) => method !== 'cash');
  const booked = await confirmTogether(ctx, tx, firstOfEachOrder(plain));
  for (const payment of payments) if (!booked.has(payment)) await onPaymentSucceeded(ctx, tx, payment);
}

/** A second payment for an order is never plain. */
function firstOfEachOrder<Each extends Payment>(payments: readonly Each[]): Map<string, Each> {
  return new Map(payments.toReversed().map((payment) => [payment.orderId, payment]));
}

async function confirmTogether<Each extends Payment>(
  ctx: Ctx,
  tx: Tx,
  payments: ReadonlyMap<string, Each>,
): Promise<ReadonlySet<Each>> {
  const claims = await confirmPlainOrders(tx, [...payments.values()], ctx.clock.now());
  if (claims.length === 0) return new Set();
  const orders = await listOrders(tx, [...new Set(claims.map((claim) => claim.orderId))]);
  const trips = payments.size > 1 ? await recallTrips(ctx, tx, claims) : await readTrips(tx, tripIdsOf(orders));
  await bookOrders(tx, { orders, claims }, trips);
  const booked = orders.flatMap(({ orderId }) => payments.get(orderId) ?? []);
  for (const payment of booked) bookingConfirmed(ctx.log, payment);
  return new Set(booked);
}
