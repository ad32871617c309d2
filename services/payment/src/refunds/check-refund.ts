import { assert, money } from '@safiri/kernel';
import { asService, continueTrace, transaction } from '@safiri/runtime';
import { findAttempt, type AttemptRow } from '../attempts/attempt-queries.ts';
import { paymentOf } from '../attempts/payment-of.ts';
import { mayStillArrive, pauseSeconds, secondsAfter, secondsBetween } from '../checks/check-schedule.ts';
import type { Ctx } from '../context.ts';
import type { PaymentProvider, Refund } from '../providers/payment-provider.ts';
import { refundTooEarly, refundUnclear } from '../telemetry.ts';
import { promiseRefund } from './promise-refund.ts';
import {
  forgetRefundSending,
  keepRefundWaiting,
  learnOfRefund,
  markRefundSending,
  type RefundRow,
} from './refund-queries.ts';
import { confirmRefund, failTry } from './settle-refund.ts';

/** Takes a claimed refund one step further: promise it, or ask what became of it and act on the answer. */
export async function checkRefund(ctx: Ctx, refund: RefundRow): Promise<void> {
  await continueTrace(refund.trace, { name: 'check refund' }, async () => await check(ctx, refund));
}

async function check(ctx: Ctx, refund: RefundRow): Promise<void> {
  if (refund.status === 'due') {
    if (await promiseRefund(ctx, refund)) return;
    refundTooEarly(ctx.log, refund);
    return await lookAgain(ctx, refund);
  }
  const attempt = await transaction(ctx.db, asService, async (tx) => await findAttempt(tx, refund));
  assert(attempt !== undefined, 'a promised refund has its payment');
  const provider = ctx.providers.get(attempt.method);
  if (provider === undefined) return await lookAgain(ctx, refund);
  const asked = refundOf(ctx, refund, attempt);
  const state = await provider.queryRefund(asked);
  switch (state.kind) {
    case 'succeeded':
      return await confirmRefund(ctx, refund, state);
    case 'failed':
      return await failTry(ctx, refund, state);
    case 'pending':
      return await lookAgain(ctx, refund);
    case 'unknown':
      refundUnclear(ctx.log, refund, state.detail);
      return await lookAgain(ctx, refund);
    case 'not-found':
      return await send(ctx, refund, { provider, asked });
  }
}

/** Asks the payment company to give the money back, for the first time or again under the same reference. */
async function send(
  ctx: Ctx,
  refund: RefundRow,
  to: { readonly provider: PaymentProvider; readonly asked: Refund },
): Promise<void> {
  const now = ctx.clock.now();
  if (!(await transaction(ctx.db, asService, async (tx) => await markRefundSending(tx, refund, now)))) return;
  const outcome = await to.provider.requestRefund({ ...to.asked, sentAt: now });
  // A refusal ends a try only when no earlier request of the same reference may still arrive: else money could go back twice.
  if (outcome.kind === 'refused' && !mayStillArrive(refund.lastSentAt, now)) return await failTry(ctx, refund, outcome);
  if (outcome.kind === 'refused')
    await transaction(ctx.db, asService, async (tx) => await forgetRefundSending(tx, refund, now));
  if (outcome.kind !== 'accepted') refundUnclear(ctx.log, refund, outcome.detail);
  else if (outcome.handle !== undefined) {
    const { handle } = outcome;
    await transaction(ctx.db, asService, async (tx) => await learnOfRefund(tx, refund, handle));
  }
  await lookAgain(ctx, refund);
}

/** A promised refund in the words of the port. */
function refundOf(ctx: Ctx, refund: RefundRow, attempt: AttemptRow): Refund {
  const { providerReference: reference } = refund;
  const transactionId = refund.paymentTransactionId ?? attempt.providerTransactionId;
  assert(reference !== null && transactionId !== null, 'a promised refund has a reference, and its payment came');
  return {
    reference,
    handle: refund.providerHandle,
    told: refund.providerTold,
    payment: { ...paymentOf(ctx, attempt), transactionId },
    orderReference: refund.orderReference,
    amount: money(refund.amountMinor, refund.currency),
    sentAt: refund.lastSentAt,
  };
}

async function lookAgain(ctx: Ctx, refund: RefundRow): Promise<void> {
  const now = ctx.clock.now();
  const pause = pauseSeconds({
    checks: refund.checks,
    ageSeconds: secondsBetween(refund.dueAt, now),
    windowSeconds: 0,
  });
  await transaction(ctx.db, asService, async (tx) => await keepRefundWaiting(tx, refund, secondsAfter(now, pause)));
}
