import type { Order, takeVoucherOff as operation } from '@safiri/contracts';
import type { RequestOf } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { findOrder } from '../orders/order-queries.ts';
import { readOrder } from '../orders/read-orders.ts';
import { withOpenOrder } from './open-order.ts';
import { takeOff } from './tender-queries.ts';

/** What the order had reserved is the voucher's again. */
export async function takeVoucherOff(ctx: Ctx, request: RequestOf<typeof operation>): Promise<Order> {
  const { actor, params } = request;
  const whose = { orderId: params.orderId, ownerId: actor.subjectId, causedBy: request };
  return await withOpenOrder(ctx, whose, async (tx, { orderId }) => {
    await takeOff(tx, orderId, params.voucherId);
    return await readOrder(tx, await findOrder(tx, orderId));
  });
}
