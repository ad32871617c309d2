import type { getOrder as operation, Order } from '@safiri/contracts';
import { transaction, type RequestOf } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { findOrder } from './order-queries.ts';
import { readOrder } from './read-orders.ts';

/** One's own order. */
export async function getOrder(
  ctx: Ctx,
  { actor, params }: Pick<RequestOf<typeof operation>, 'actor' | 'params'>,
): Promise<Order> {
  return await transaction(
    ctx.db,
    { kind: 'passenger', id: actor.subjectId },
    async (tx) => await readOrder(tx, await findOrder(tx, params.orderId)),
  );
}
