import type { releaseOrder as operation } from '@safiri/contracts';
import { transaction, type RequestOf } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { endClaims } from '../holds/claim-queries.ts';
import { orderReleased } from '../telemetry.ts';
import { lockOrder, setOrderStatus } from './order-queries.ts';
import { noSuchOrder } from './read-orders.ts';
import { notHeld } from './refusals.ts';

/** Gives the held seats back at once. Money that comes all the same goes back: the passenger gave the seats up. */
export async function releaseOrder(ctx: Ctx, { actor, params }: RequestOf<typeof operation>): Promise<undefined> {
  await transaction(ctx.db, { kind: 'passenger', id: actor.subjectId }, async (tx) => {
    const order = await lockOrder(tx, params.orderId);
    if (order === undefined) throw noSuchOrder();
    if (order.status === 'confirmed' || order.status === 'unallocated') {
      throw notHeld(order);
    }
    if (order.status !== 'held' && order.status !== 'checkout') return;
    await endClaims(tx, { orderIds: [order.orderId], tripIds: order.tripIds }, { was: 'held', becomes: 'released' });
    await setOrderStatus(tx, order, 'released');
  });
  orderReleased(ctx.log, params.orderId);
}
