import { asService, transaction } from '@safiri/runtime';
import { leaseSeconds, secondsAfter } from '../checks/check-schedule.ts';
import { batchSize, workThrough } from '../checks/work-through.ts';
import type { Ctx } from '../context.ts';
import { attemptCheckBroke } from '../telemetry.ts';
import { claimDueAttempts } from './attempt-queries.ts';
import { checkAttempt } from './check-attempt.ts';

/** Takes the attempts that are due and checks each; answers whether there may be more. */
export async function checkDueAttempts(ctx: Ctx): Promise<boolean> {
  const now = ctx.clock.now();
  const claimed = await transaction(
    ctx.db,
    asService,
    async (tx) => await claimDueAttempts(tx, { now, leaseUntil: secondsAfter(now, leaseSeconds), limit: batchSize }),
  );
  await workThrough(
    claimed,
    (attempt) => checkAttempt(ctx, attempt),
    (attempt, error) => attemptCheckBroke(ctx.log, attempt, error),
  );
  return claimed.length === batchSize;
}
