import { choosePlan, insertCallback, rememberReached } from '@safiri/simulator-kit';
import { approveOrder, buyerWallet, findOrder, type Order } from '../books/orders.ts';
import type { Context } from '../context.ts';
import { approvedEvent } from '../webhooks/events.ts';
import { signed } from '../webhooks/signed-message.ts';

/**
 * The buyer pays by an account: the merchant may capture from now on, and is told so. False when the order is captured, or its
 * time is over.
 */
export async function approve(context: Context, orderId: string, buyer: string): Promise<boolean> {
  const { books, clock, settings, scheduler } = context;
  const { callback } = await choosePlan(context, 'approve', buyer);
  const switches = context.switches();
  const atMillis = clock.nowMillis();
  const isDone = await books.write((tx) => {
    const order = findOrder(tx, orderId);
    if (order === undefined || !isOpen(order, atMillis)) return false;
    const wallet = buyerWallet(settings, buyer, order.charge.currency);
    approveOrder(tx, order, { buyer, wallet, atMillis });
    const { callbackUrl: url } = order.charge;
    if (url !== undefined && callback !== 'lost') {
      const { body, ...message } = signed(context.signer, order.charge, approvedEvent(order.charge, atMillis));
      const nextMillis = atMillis + (callback === 'late' ? switches.lateCallbackSeconds : 0) * 1000;
      const webhook = { ...message, referenceId: orderId, url, body: JSON.stringify(body), nextMillis };
      for (let sent = 0; sent < (callback === 'twice' ? 2 : 1); sent += 1) insertCallback(tx, webhook);
    }
    rememberReached(tx, atMillis);
    return true;
  });
  await scheduler.wake();
  return isDone;
}

export function isOpen({ status, charge }: Order, nowMillis: number): boolean {
  return charge.status === 'PENDING' && status !== 'COMPLETED' && nowMillis < charge.expiresMillis;
}
