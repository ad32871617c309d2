import type { extendOrder as operation, Order } from '@safiri/contracts';
import { DomainError } from '@safiri/kernel';
import { transaction, type RequestOf, type Tx } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { extendClaims, listClaims } from '../holds/claim-queries.ts';
import { orderExtended } from '../telemetry.ts';
import { extendHold, findOrder, type OrderRow } from './order-queries.ts';
import { statusNow } from './order-state.ts';
import { noSuchOrder, readOrder } from './read-orders.ts';
import { holdExpired, notHeld } from './refusals.ts';

type Request = RequestOf<typeof operation>;

/** Moves the end of a hold to a full one from now, once an order. The key that did it is answered with the order as it is. */
export async function extendOrder(ctx: Ctx, { actor, params, idempotencyKey }: Request): Promise<Order> {
  const { view, isNews } = await transaction(ctx.db, { kind: 'passenger', id: actor.subjectId }, async (tx) => {
    const { holdMinutes } = ctx.config;
    const order = await extendHold(tx, { orderId: params.orderId, key: idempotencyKey, holdMinutes });
    if (order === undefined)
      return { view: await readOrder(tx, await extendedBefore(tx, params.orderId, idempotencyKey)), isNews: false };
    const claims = await listClaims(tx, [order]);
    // A claim that is gone was taken over by somebody else in the moment the hold ran out.
    if ((await extendClaims(tx, order)) < claims.length) throw holdExpired();
    return { view: await readOrder(tx, order), isNews: true };
  });
  if (isNews) orderExtended(ctx.log, view.orderId);
  return view;
}

/** The order that this very key extended; or why it cannot be extended. */
async function extendedBefore(tx: Tx, orderId: string, key: string): Promise<OrderRow> {
  const order = await findOrder(tx, orderId);
  if (order === undefined) throw noSuchOrder();
  if (order.extensionKey === key) return order;
  if (statusNow(order) === 'expired') throw holdExpired();
  if (order.status !== 'held') throw notHeld(order);
  throw new DomainError(
    'ALREADY_EXTENDED',
    'The seats were kept for longer once before: pay for them, or choose again later.',
  );
}
