import { asService, transaction } from '@safiri/runtime';
import { pauseSeconds, secondsAfter, secondsBetween } from '../checks/check-schedule.ts';
import type { Ctx } from '../context.ts';
import type { Accepted } from '../providers/payment-provider.ts';
import { learnOfAttempt, type AttemptRow } from './attempt-queries.ts';
import { keepWaiting, moveToWaiting, type Why } from './move-attempt.ts';

/**
 * The outcome is still open: the attempt is pending as long as the payer may answer, unknown after that, and its status is
 * asked for again. It is not failed, however long it takes: the money may have moved. What was learned of it is kept.
 */
export async function awaitOutcome(
  ctx: Ctx,
  attempt: AttemptRow,
  { learned, ...why }: Why & { readonly learned?: Accepted },
): Promise<void> {
  const now = ctx.clock.now();
  // Of a company that is configured no more nobody knows whether a prompt is out: unknown.
  const windowSeconds = ctx.providers.get(attempt.method)?.windowSeconds ?? 0;
  const promptIsOver = secondsBetween(attempt.lastSentAt, now) >= windowSeconds;
  const ageSeconds = secondsBetween(attempt.createdAt, now);
  const nextCheckAt = secondsAfter(now, pauseSeconds({ checks: attempt.checks, ageSeconds, windowSeconds }));
  await transaction(ctx.db, asService, async (tx) => {
    await moveToWaiting(tx, attempt, { to: promptIsOver ? 'unknown' : 'pending', ...why });
    if (learned !== undefined) await learnOfAttempt(tx, attempt, learned);
    await keepWaiting(tx, attempt, nextCheckAt);
  });
}
