import { getOpenAttempt } from '@safiri/contracts';
import { DomainError } from '@safiri/kernel';
import { asService, transaction, type CausedBy, type Tx } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { findOrder, lockOrder, type OrderRow } from '../orders/order-queries.ts';
import { statusNow } from '../orders/order-state.ts';
import { noSuchOrder } from '../orders/read-orders.ts';
import { holdExpired, notHeld } from '../orders/refusals.ts';

type Whose = { readonly orderId: string; readonly ownerId: string };
type Asked = Whose & { readonly causedBy: CausedBy };

/**
 * Does something about the vouchers of somebody's own open order, which is locked. Not while payment waits for money: then the
 * amount is asked for already. An attempt that begins in this very moment is judged by what it brings
 * (bookings/on-payment-succeeded.ts): never is an order booked for less than it costs.
 */
export async function withOpenOrder<Result>(
  ctx: Ctx,
  whose: Asked,
  change: (tx: Tx, order: OrderRow) => Promise<Result>,
): Promise<Result> {
  const seen = await transaction(ctx.db, asService, async (tx) =>
    openOrThrow(whose, await findOrder(tx, whose.orderId)),
  );
  // Only what was checked out was ever to be paid.
  if (seen.status === 'checkout') await refuseWhilePaid(ctx, whose);
  return await transaction(
    ctx.db,
    asService,
    async (tx) => await change(tx, openOrThrow(whose, await lockOrder(tx, whose.orderId))),
  );
}

/** The order, if it is this owner's and waits for its money. */
export function openOrThrow({ ownerId }: Whose, order: OrderRow | undefined): OrderRow {
  if (order?.ownerId !== ownerId) throw noSuchOrder();
  const status = statusNow(order);
  if (status === 'expired') throw holdExpired();
  if (status !== 'held' && status !== 'checkout') throw notHeld(order);
  return order;
}

async function refuseWhilePaid(ctx: Ctx, { orderId, causedBy }: Asked): Promise<void> {
  const answer = await ctx.callPeer(getOpenAttempt, { params: { orderId }, query: {}, body: undefined }, causedBy);
  if (!answer.ok)
    throw new DomainError('UNAVAILABLE', 'Nobody can say at the moment whether this order is being paid.', {
      retryAfter: 1,
    });
  if (answer.value.open)
    throw new DomainError('PAYMENT_UNDER_WAY', 'A payment for this order is under way: wait for its end first.');
}
