import type { Attempt, listAttempts } from '@safiri/contracts';
import { transaction, type RequestOf } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { listByOrder } from './attempt-views.ts';

/** As many as the contract lets through; an order that was tried more often shows its newest. */
const listedAttempts = 20;

export async function listOwnAttempts(
  ctx: Ctx,
  { actor, params }: RequestOf<typeof listAttempts>,
): Promise<{ attempts: Attempt[] }> {
  const attempts = await transaction(
    ctx.db,
    { kind: 'passenger', id: actor.subjectId },
    async (tx) => await listByOrder(tx, params.orderId, listedAttempts),
  );
  return { attempts };
}
