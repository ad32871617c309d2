import { randomUUID } from 'node:crypto';
import type { retryRefund as operation } from '@safiri/contracts';
import { DomainError } from '@safiri/kernel';
import { asService, transaction, type RequestOf } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { actingAsPlatform } from '../staff.ts';
import { refundRetried } from '../telemetry.ts';
import { beginAnew } from './move-refund.ts';

/**
 * Somebody mended what kept a refund from arriving. The company said of its last try that it failed, and its money is still
 * promised to it, so it begins anew under a new reference. One that nothing was promised to has nothing to give back.
 */
export async function retryRefund(ctx: Ctx, { actor, params }: RequestOf<typeof operation>): Promise<undefined> {
  const { id: by } = actingAsPlatform(actor);
  const begun = await transaction(
    ctx.db,
    asService,
    async (tx) => await beginAnew(tx, params, { reference: randomUUID(), now: ctx.clock.now() }),
  );
  if (!begun) throw new DomainError('REFUND_NOT_FAILED', 'No refund of this id failed and is still owed.');
  refundRetried(ctx.log, { ...params, by });
  return undefined;
}
