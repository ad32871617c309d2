import { asService, transaction } from '@safiri/runtime';
import { mayStillArrive } from '../checks/check-schedule.ts';
import type { Ctx } from '../context.ts';
import { attemptUnclear } from '../telemetry.ts';
import { forgetSending, type AttemptRow } from './attempt-queries.ts';
import { awaitOutcome } from './await-outcome.ts';
import { paymentOf } from './payment-of.ts';
import { settleAttempt } from './settle-attempt.ts';

/**
 * Asks the payment company for the money of an attempt whose row is committed, and records what came of it. May be repeated:
 * the company takes a reference once. `earlierAt` is when it may have been asked before; null the first time.
 */
export async function sendAttempt(ctx: Ctx, attempt: AttemptRow, earlierAt: Date | null): Promise<void> {
  const provider = ctx.providers.get(attempt.method);
  if (provider === undefined) return await awaitOutcome(ctx, attempt, { cause: 'not-configured', detail: null });
  const outcome = await provider.requestPayment(paymentOf(ctx, attempt));
  if (outcome.kind === 'accepted')
    return await awaitOutcome(ctx, attempt, { cause: 'accepted', detail: null, learned: outcome });
  const { detail } = outcome;
  if (outcome.kind === 'refused' && !mayStillArrive(earlierAt, ctx.clock.now())) {
    return await settleAttempt(ctx, attempt, { to: 'failed', reason: outcome.reason, cause: 'refused', detail });
  }
  // Refused now, while an earlier request of the same reference may yet be taken: only that one still counts as sent.
  if (outcome.kind === 'refused' && earlierAt !== null) {
    await transaction(ctx.db, asService, async (tx) => await forgetSending(tx, attempt, earlierAt));
  }
  attemptUnclear(ctx.log, attempt, detail);
  await awaitOutcome(ctx, attempt, { cause: 'unclear', detail });
}
