import { asService, continueTrace, transaction } from '@safiri/runtime';
import { mayStillArrive } from '../checks/check-schedule.ts';
import type { Ctx } from '../context.ts';
import { attemptUnclear } from '../telemetry.ts';
import { markSending, type AttemptRow } from './attempt-queries.ts';
import { awaitOutcome } from './await-outcome.ts';
import { askPayableOrder } from './payable-order.ts';
import { paymentOf } from './payment-of.ts';
import { sendAttempt } from './send-attempt.ts';
import { confirmAttempt, settleAttempt } from './settle-attempt.ts';

/** Asks the payment company what became of a claimed attempt and acts on it: the one way from a request to its outcome. */
export async function checkAttempt(ctx: Ctx, attempt: AttemptRow): Promise<void> {
  await continueTrace(attempt.trace, { name: 'check attempt' }, async () => await check(ctx, attempt));
}

async function check(ctx: Ctx, attempt: AttemptRow): Promise<void> {
  const provider = ctx.providers.get(attempt.method);
  if (provider === undefined) return await awaitOutcome(ctx, attempt, { cause: 'not-configured', detail: null });
  const state = await provider.queryPayment(paymentOf(ctx, attempt));
  switch (state.kind) {
    case 'succeeded':
      return await confirmAttempt(ctx, attempt, state);
    case 'failed':
      return await settleAttempt(ctx, attempt, {
        to: 'failed',
        reason: state.reason,
        cause: 'told-failed',
        detail: state.detail,
      });
    case 'pending':
      return await awaitOutcome(ctx, attempt, { cause: 'told-pending', detail: null });
    case 'unknown':
      attemptUnclear(ctx.log, attempt, state.detail);
      return await awaitOutcome(ctx, attempt, { cause: 'unclear', detail: state.detail });
    case 'not-found':
      return await driveOn(ctx, attempt);
  }
}

/** The request never arrived: it is sent again under its reference while the order can be paid, else the attempt is over. */
async function driveOn(ctx: Ctx, attempt: AttemptRow): Promise<void> {
  const order = await askPayableOrder(ctx, attempt.orderId, { payerId: attempt.callerId, causedBy: null });
  const now = ctx.clock.now();
  const sameMoney =
    order.kind === 'payable' &&
    attempt.givenUpAt === null &&
    order.total.amountMinor === attempt.amountMinor &&
    order.total.currency === attempt.currency;
  if (sameMoney) {
    const marked = await transaction(ctx.db, asService, async (tx) => await markSending(tx, attempt, now));
    if (marked) await sendAttempt(ctx, { ...attempt, lastSentAt: now }, attempt.lastSentAt);
    return;
  }
  if (order.kind === 'no-answer' || mayStillArrive(attempt.lastSentAt, now)) {
    return await awaitOutcome(ctx, attempt, { cause: 'not-arrived', detail: null });
  }
  await settleAttempt(ctx, attempt, { to: 'failed', reason: 'provider-error', cause: 'never-arrived', detail: null });
}
