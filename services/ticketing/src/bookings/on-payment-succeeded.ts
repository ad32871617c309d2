import type { PayloadOf, paymentSucceeded, RefundCause } from '@safiri/contracts';
import type { Tx } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { confirmClaims, endClaims, listClaims, lockSeatsOf, sellLate, type ClaimRow } from '../holds/claim-queries.ts';
import { hasLeft } from '../holds/stretch.ts';
import type { TripOnSale } from '../network/trip-queries.ts';
import { findOrder, letCancelFree, lockOrder, setOrderStatus, type OrderRow } from '../orders/order-queries.ts';
import { statusNow } from '../orders/order-state.ts';
import { stretchOf } from '../orders/order-view.ts';
import { bookingConfirmed, moneyGoesBack, otherSeatsGiven, paymentUnexpected } from '../telemetry.ts';
import { useTenders } from '../vouchers/tender-queries.ts';
import { bookOrders } from './book-orders.ts';
import { insertPayment, isPaymentKnown, type Payment } from './payment-queries.ts';
import { refundIdFor } from './refund-id.ts';
import { tellRefundDue, type RefundedOrder } from './refunds.ts';
import { shareTrips } from './trip-locks.ts';
import { readTrips, type TripsById } from './trips-of-orders.ts';

/**
 * Money came. It buys the order's seats if they are still the order's, or can be had again, or others as good; else it goes
 * back. An attempt is judged once, however often it is told.
 */
export async function onPaymentSucceeded(ctx: Ctx, tx: Tx, payment: PayloadOf<typeof paymentSucceeded>): Promise<void> {
  const seen = await findOrder(tx, payment.orderId);
  if (seen !== undefined) await shareTrips(tx, seen.tripIds);
  const order = await lockOrder(tx, payment.orderId);
  if (await isPaymentKnown(tx, payment)) return;
  if (order === undefined) {
    paymentUnexpected(ctx.log, payment, 'the order is not known');
    await insertPayment(tx, payment, 'refund');
    await giveBack(ctx, tx, { order: removedOrder(payment.orderId), payment, cause: 'seats-gone' });
    return;
  }
  const trips = await readTrips(tx, order.tripIds);
  const verdict = await judge(ctx, tx, { order, trips: [...trips.values()], payment });
  await insertPayment(tx, payment, verdict.kind === 'sold' ? 'booking' : 'refund');
  if (verdict.kind === 'sold') {
    const claims = await listClaims(tx, [order]);
    const confirmed = await confirm(ctx, tx, { order, claims, trips });
    await bookOrders(tx, { orders: [confirmed], claims }, trips);
    bookingConfirmed(ctx.log, payment);
    return;
  }
  const left = verdict.endsOrder ? await endUnallocated(tx, order) : await setOrderStatus(tx, order, order.status);
  await giveBack(ctx, tx, { order: left, payment, cause: verdict.cause });
}

/** Who has other seats than ordered may change their mind. */
async function confirm(
  ctx: Ctx,
  tx: Tx,
  { order, claims, trips }: { order: OrderRow; claims: readonly ClaimRow[]; trips: TripsById },
): Promise<OrderRow> {
  const confirmed = await setOrderStatus(tx, order, 'confirmed');
  if (claims.every((claim) => claim.orderedSeat === null)) return confirmed;
  otherSeatsGiven(ctx.log, {
    orderId: order.orderId,
    seats: claims.filter((claim) => claim.orderedSeat !== null).length,
  });
  const departures = claims.flatMap((claim) => {
    const trip = trips.get(claim.tripId);
    return trip === undefined ? [] : [stretchOf(trip, claim).from.departsAt];
  });
  const [departsAt = confirmed.serverTime.toISOString()] = departures.toSorted();
  return await letCancelFree(tx, confirmed, { minutes: ctx.config.freeCancellationMinutes, departsAt });
}

type Case = { readonly order: OrderRow; readonly trips: readonly TripOnSale[]; readonly payment: Payment };

type Verdict =
  /** The order's claims are sold to it. */
  | { readonly kind: 'sold' }
  /** The money goes back. An order that waited for it ends without its seats; any other stays what it is. */
  | { readonly kind: 'refund'; readonly cause: RefundCause; readonly endsOrder: boolean };

async function judge(ctx: Ctx, tx: Tx, { order, trips, payment }: Case): Promise<Verdict> {
  if (order.status === 'confirmed') return { kind: 'refund', cause: 'paid-twice', endsOrder: false };
  const cancelled = trips.some((trip) => trip.status === 'cancelled');
  // The passenger gave the seats back, the trip was cancelled, or the money of an earlier attempt went back already.
  if (order.status === 'released' || order.status === 'unallocated') {
    const cause = order.status === 'released' ? 'order-released' : 'seats-gone';
    return { kind: 'refund', cause: cancelled ? 'trip-cancelled' : cause, endsOrder: false };
  }
  if (order.link === null) {
    paymentUnexpected(ctx.log, payment, 'the order was not open for payment');
    return { kind: 'refund', cause: 'seats-gone', endsOrder: false };
  }
  const price = priceMet(order, payment);
  if (price === 'not-met') {
    paymentUnexpected(ctx.log, payment, 'the order has another price');
    return { kind: 'refund', cause: 'amount-mismatch', endsOrder: false };
  }
  if (cancelled) return { kind: 'refund', cause: 'trip-cancelled', endsOrder: true };
  const tooLate = statusNow(order) === 'expired' && (await hasBusLeft(ctx, tx, { order, trips }));
  // If the vouchers fail it, its seats are given back: they are locked before the vouchers are.
  if (price === 'with-vouchers') await lockSeatsOf(tx, [order]);
  const sold = !tooLate && ((await confirmClaims(tx, order)) || (await sellLate(tx, order)));
  if (!sold) return { kind: 'refund', cause: 'seats-gone', endsOrder: true };
  if (price === 'with-vouchers' && !(await useTenders(tx, order.orderId))) {
    // A voucher that the hold's end released has paid for something else since.
    await endClaims(tx, { orderIds: [order.orderId], tripIds: order.tripIds }, { was: 'sold', becomes: 'released' });
    return { kind: 'refund', cause: 'amount-mismatch', endsOrder: true };
  }
  return { kind: 'sold' };
}

/** An attempt may have begun just before a voucher was put on the order, or taken off: what it brings decides. */
function priceMet(order: OrderRow, { amount }: Payment): 'by-money' | 'with-vouchers' | 'not-met' {
  if (amount.currency !== order.currency) return 'not-met';
  if (amount.amountMinor === order.totalMinor) return 'by-money';
  return amount.amountMinor === order.totalMinor - order.tenderedMinor ? 'with-vouchers' : 'not-met';
}

/** Money that came after the hold buys no seat on a bus that is gone. */
async function hasBusLeft(ctx: Ctx, tx: Tx, { order, trips }: Pick<Case, 'order' | 'trips'>): Promise<boolean> {
  const claims = await listClaims(tx, [order]);
  const now = ctx.clock.now();
  return claims.some((claim) => trips.some((trip) => trip.tripId === claim.tripId && hasLeft(trip, claim, now)));
}

async function endUnallocated(tx: Tx, order: OrderRow): Promise<OrderRow> {
  await endClaims(tx, { orderIds: [order.orderId], tripIds: order.tripIds }, { was: 'held', becomes: 'released' });
  return await setOrderStatus(tx, order, 'unallocated');
}

/** The whole amount of an attempt. */
async function giveBack(
  ctx: Ctx,
  tx: Tx,
  { order, payment, cause }: { order: RefundedOrder; payment: Payment; cause: RefundCause },
): Promise<void> {
  const { attemptId, amount, method } = payment;
  const refundId = refundIdFor(`attempt ${attemptId}`);
  await tellRefundDue(tx, order, { refundId, attemptId, amount, method, cause });
  moneyGoesBack(ctx.log, { ...payment, cause });
}

/** What is left to say of an order that was removed as unpaid before its money came. */
function removedOrder(orderId: string): RefundedOrder {
  return { orderId, version: 1, reference: '', contactPhone: null, contactEmail: null, locale: 'en' };
}
