import { paymentFailed, paymentSucceeded } from '@safiri/contracts';
import { asService, publish, transaction, violatedUnique, type Tx } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { postHeld, postPaid } from '../ledger/post-payments.ts';
import type { MoneyMoved } from '../providers/payment-provider.ts';
import { attemptContradicted, attemptHeld, attemptSettled } from '../telemetry.ts';
import { findAttempt, type AttemptRow } from './attempt-queries.ts';
import { hold, moveToEnd, type Ending, type Why } from './move-attempt.ts';

/**
 * The only way an attempt ends: state, change row and news in one transaction. It may be called any number of times and
 * from anywhere; the first outcome stands, another one is logged and changes nothing.
 */
export async function settleAttempt(ctx: Ctx, attempt: AttemptRow, end: Ending & Why): Promise<void> {
  const settled = await transaction(ctx.db, asService, async (tx) => {
    const version = await moveToEnd(tx, attempt, { ...end, now: ctx.clock.now() });
    if (version === undefined) return { first: false, stands: (await findAttempt(tx, attempt))?.status };
    if (end.to === 'succeeded') await postPaid(tx, attempt);
    await tellOutcome(tx, attempt, { ...end, version });
    return { first: true, stands: end.to };
  });
  if (settled.first) attemptSettled(ctx.log, attempt, { status: end.to, cause: end.cause, detail: end.detail });
  else if (settled.stands !== end.to)
    attemptContradicted(ctx.log, attempt, { stands: String(settled.stands), said: end.to });
}

/** Ends an attempt as succeeded when the money is what was asked for; otherwise a person decides. */
export async function confirmAttempt(ctx: Ctx, attempt: AttemptRow, moved: MoneyMoved): Promise<void> {
  const difference = differenceOf(attempt, moved);
  if (difference !== undefined) return await holdAttempt(ctx, attempt, { because: difference, moved });
  try {
    await settleAttempt(ctx, attempt, {
      to: 'succeeded',
      transactionId: moved.transactionId,
      cause: 'confirmed',
      detail: null,
    });
  } catch (error) {
    if (violatedUnique(error) !== 'attempts_provider_transaction') throw error;
    await holdAttempt(ctx, attempt, { because: 'transaction-taken', moved });
  }
}

async function holdAttempt(
  ctx: Ctx,
  attempt: AttemptRow,
  { because, moved }: { readonly because: string; readonly moved: MoneyMoved },
): Promise<void> {
  const detail = `transaction ${moved.transactionId}`;
  const held = await transaction(ctx.db, asService, async (tx) => {
    const first = await hold(tx, attempt, { because, cause: 'held', detail });
    if (first) await postHeld(tx, attempt, { amount: moved.amount, because });
    return first;
  });
  if (held) attemptHeld(ctx.log, attempt, because);
}

/** What of the money is not what we asked for; undefined when all of it is. */
function differenceOf(attempt: AttemptRow, moved: MoneyMoved): string | undefined {
  if (moved.amount === undefined) return 'amount-unreadable';
  if (moved.amount.currency !== attempt.currency) return 'currency-differs';
  if (moved.amount.amountMinor !== attempt.amountMinor) return 'amount-differs';
  return moved.orderReference === attempt.orderReference ? undefined : 'reference-differs';
}

/** Publishes how an attempt ended in this transaction. */
export async function tellOutcome(
  tx: Tx,
  attempt: AttemptRow,
  end: Ending & { readonly version: number },
): Promise<void> {
  const { attemptId, orderId, method } = attempt;
  const about = { aggregateId: attemptId, version: end.version };
  const amount = { amountMinor: attempt.amountMinor, currency: attempt.currency };
  const facts = { attemptId, orderId, version: end.version, method, amount };
  if (end.to === 'succeeded')
    await publish(tx, paymentSucceeded, { ...about, payload: { ...facts, providerTransactionId: end.transactionId } });
  else await publish(tx, paymentFailed, { ...about, payload: { ...facts, reason: end.reason } });
}
