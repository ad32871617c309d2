import type { listMyOrders as operation, OutputOf } from '@safiri/contracts';
import { transaction, type RequestOf } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { listBoughtOrders } from './order-queries.ts';
import { readOrders } from './read-orders.ts';

const pageSize = 20;

/** One's own confirmed orders, newest first, a page at a time. */
export async function listMyOrders(
  ctx: Ctx,
  { actor, query }: RequestOf<typeof operation>,
): Promise<OutputOf<typeof operation>> {
  return await transaction(ctx.db, { kind: 'passenger', id: actor.subjectId }, async (tx) => {
    const rows = await listBoughtOrders(tx, actor.subjectId, { before: query.before, limit: pageSize + 1 });
    return { orders: await readOrders(tx, rows.slice(0, pageSize)), more: rows.length > pageSize };
  });
}
