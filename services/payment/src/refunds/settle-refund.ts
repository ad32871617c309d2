import { randomUUID } from 'node:crypto';
import { refundFailed, refundSucceeded } from '@safiri/contracts';
import { asService, publish, transaction, type Tx } from '@safiri/runtime';
import { secondsAfter } from '../checks/check-schedule.ts';
import type { Ctx } from '../context.ts';
import { postPaidBack } from '../ledger/post-payments.ts';
import type { MoneyMoved } from '../providers/payment-provider.ts';
import { refundHeld, refundSettled, refundTriedAgain } from '../telemetry.ts';
import { beginTry, endRefund, holdRefund, type RefundEnding, type RefundWhy } from './move-refund.ts';
import type { RefundRow } from './refund-queries.ts';

/**
 * Pauses after a failed try: a merchant's wallet is filled up, a payee's limit is reset overnight. After the last one the
 * refund has failed; it stays owed, and promised out of its payment.
 */
const pausesAfterFailureSeconds = [60, 300, 1_800, 7_200, 43_200] as const;

/** State, change row and news in one transaction. Repeating it changes nothing. */
export async function settleRefund(ctx: Ctx, refund: RefundRow, end: RefundEnding & RefundWhy): Promise<boolean> {
  const settled = await transaction(ctx.db, asService, async (tx) => {
    const version = await endRefund(tx, refund, { ...end, now: ctx.clock.now() });
    if (version !== undefined && end.to === 'succeeded') await postPaidBack(tx, refund);
    if (version !== undefined) await tellRefundOutcome(tx, refund, { ...end, version });
    return version !== undefined;
  });
  if (settled) refundSettled(ctx.log, refund, { status: end.to, detail: end.detail });
  return settled;
}

/** A try failed: the next one gets a reference of its own, until there were enough. */
export async function failTry(
  ctx: Ctx,
  refund: RefundRow,
  failure: { readonly reason: string; readonly detail: string },
): Promise<void> {
  const pause = pausesAfterFailureSeconds[refund.tries - 1];
  if (pause === undefined) {
    await settleRefund(ctx, refund, {
      to: 'failed',
      reason: failure.reason,
      cause: 'tried-enough',
      detail: failure.detail,
    });
    return;
  }
  const nextCheckAt = secondsAfter(ctx.clock.now(), pause);
  const again = await transaction(
    ctx.db,
    asService,
    async (tx) =>
      await beginTry(tx, refund, { reference: randomUUID(), nextCheckAt, cause: 'try-failed', detail: failure.detail }),
  );
  if (again) refundTriedAgain(ctx.log, refund, failure.detail);
}

/** Ends a refund as paid back when the money is what we promised; otherwise a person decides. */
export async function confirmRefund(ctx: Ctx, refund: RefundRow, moved: MoneyMoved): Promise<void> {
  const { amount, transactionId } = moved;
  if (amount?.amountMinor === refund.amountMinor && amount.currency === refund.currency) {
    await settleRefund(ctx, refund, { to: 'succeeded', transactionId, cause: 'confirmed', detail: null });
    return;
  }
  const because = 'amount-differs';
  const held = await transaction(
    ctx.db,
    asService,
    async (tx) => await holdRefund(tx, refund, { because, cause: 'held', detail: `transaction ${transactionId}` }),
  );
  if (held) refundHeld(ctx.log, refund, because);
}

/**
 * Publishes how a refund ended in this transaction. Nobody was told that money in suspense is owed, so nobody is told that it
 * went back: their payment company says so.
 */
export async function tellRefundOutcome(
  tx: Tx,
  refund: Pick<RefundRow, 'refundId' | 'orderId' | 'amountMinor' | 'currency' | 'paymentTransactionId'>,
  end: RefundEnding & { readonly version: number },
): Promise<void> {
  if (refund.paymentTransactionId !== null) return;
  const { refundId, orderId, amountMinor, currency } = refund;
  const about = { aggregateId: refundId, version: end.version };
  const facts = { refundId, orderId, version: end.version, amount: { amountMinor, currency } };
  if (end.to === 'succeeded') await publish(tx, refundSucceeded, { ...about, payload: facts });
  else await publish(tx, refundFailed, { ...about, payload: { ...facts, reason: end.reason } });
}
