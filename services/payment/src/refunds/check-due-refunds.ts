import { asService, transaction } from '@safiri/runtime';
import { leaseSeconds, secondsAfter } from '../checks/check-schedule.ts';
import { batchSize, workThrough } from '../checks/work-through.ts';
import type { Ctx } from '../context.ts';
import { refundCheckBroke } from '../telemetry.ts';
import { checkRefund } from './check-refund.ts';
import { claimDueRefunds } from './refund-queries.ts';

/** Takes the refunds that are due and moves each one step. One that was just promised is due again at once: answers whether there was any. */
export async function checkDueRefunds(ctx: Ctx): Promise<boolean> {
  const now = ctx.clock.now();
  const claimed = await transaction(
    ctx.db,
    asService,
    async (tx) => await claimDueRefunds(tx, { now, leaseUntil: secondsAfter(now, leaseSeconds), limit: batchSize }),
  );
  await workThrough(
    claimed,
    (refund) => checkRefund(ctx, refund),
    (refund, error) => refundCheckBroke(ctx.log, refund, error),
  );
  return claimed.length > 0;
}
