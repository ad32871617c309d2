import type { OrderStatus } from '@safiri/contracts';
import type { OrderRow } from './order-queries.ts';

/** What the order is now: a hold that ran out is over, whether somebody cleared it away yet or not. */
export function statusNow(order: Pick<OrderRow, 'status' | 'expiresAt' | 'serverTime'>): OrderStatus {
  const waits = order.status === 'held' || order.status === 'checkout';
  return waits && order.expiresAt <= order.serverTime ? 'expired' : order.status;
}
