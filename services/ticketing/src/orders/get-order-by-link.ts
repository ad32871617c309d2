import type { getOrderByLink as operation, Order } from '@safiri/contracts';
import { transaction, type RequestOf } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { findOrderByLink } from './order-queries.ts';
import { readOrder } from './read-orders.ts';

/** The order whose private link this is, for whoever holds the link. */
export async function getOrderByLink(ctx: Ctx, { params }: RequestOf<typeof operation>): Promise<Order> {
  return await transaction(
    ctx.db,
    { kind: 'link', id: params.link },
    async (tx) => await readOrder(tx, await findOrderByLink(tx, params.link)),
  );
}
