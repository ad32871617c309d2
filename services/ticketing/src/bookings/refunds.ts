import { sql } from 'kysely';
import {
  refundDue,
  seatsGivenUp,
  type AttemptMethod,
  type OrderRefund,
  type PayloadOf,
  type RefundCause,
} from '@safiri/contracts';
import type { Money } from '@safiri/kernel';
import { publish, type Tx } from '@safiri/runtime';
import { orderIdsOf, type ClaimsOf } from '../holds/claim-queries.ts';
import type { OrderRow } from '../orders/order-queries.ts';
import type { Share } from './shares.ts';

export type Refund = {
  readonly refundId: string;
  readonly attemptId: string;
  readonly amount: Money;
  readonly cause: RefundCause;
  readonly method: AttemptMethod | null;
  /** What of it a booking had brought to companies. */
  readonly shares?: Share[];
  /** The offer it was promised by. */
  readonly quoteId?: string;
};

/** Of an order what a refund's news says; an order that was removed is known by its id alone. */
export type RefundedOrder = Pick<
  OrderRow,
  'orderId' | 'version' | 'reference' | 'contactPhone' | 'contactEmail' | 'locale'
>;

/** Records that money must go back and tells payment; once per refund. The payment it comes from is recorded already. */
export async function tellRefundDue(
  tx: Tx,
  order: RefundedOrder,
  { quoteId, method, ...refund }: Refund,
): Promise<void> {
  const { numAffectedRows } = await sql`
    insert into order_refunds (order_id, refund_id, attempt_id, amount_minor, currency, cause, quote_id, status)
    values (${order.orderId}, ${refund.refundId}, ${refund.attemptId}, ${refund.amount.amountMinor}, ${refund.amount.currency}, ${refund.cause}, ${quoteId ?? null}, 'due')
    on conflict do nothing`.execute(tx);
  if (numAffectedRows === 0n) return;
  await publish(tx, refundDue, {
    aggregateId: order.orderId,
    version: order.version,
    payload: {
      ...refund,
      ...(method === null ? {} : { method }),
      ...aboutOrder(order),
    },
  });
}

/** Tells the passenger of an order that was changed that no money goes back for seats of it, and what does. */
export async function tellSeatsGivenUp(
  tx: Tx,
  order: RefundedOrder,
  told: Pick<PayloadOf<typeof seatsGivenUp>, 'cause' | 'credit' | 'restored'>,
): Promise<void> {
  const { orderId: aggregateId, version } = order;
  await publish(tx, seatsGivenUp, { aggregateId, version, payload: { ...told, ...aboutOrder(order) } });
}

function aboutOrder({ orderId, version, reference, contactPhone: phone, contactEmail: email, locale }: RefundedOrder) {
  return { orderId, version, reference, contact: { phone, email }, locale };
}

/** Twenty orders a page, and each of their seats is given back once. */
const mostRefunds = 5_000;

export type RefundRow = Pick<OrderRefund, 'refundId' | 'attemptId' | 'cause' | 'status'> & {
  readonly orderId: string;
  readonly amountMinor: number;
  readonly currency: string;
};

/** Money of orders that the actor may see, on its way back or back; the oldest first. */
export async function listRefunds(tx: Tx, orders: readonly ClaimsOf[]): Promise<RefundRow[]> {
  const { rows } = await sql<RefundRow>`
    select order_id as "orderId", refund_id as "refundId", attempt_id as "attemptId", amount_minor as "amountMinor", currency, cause, status from order_refunds
     where order_id = any (${orderIdsOf(orders)}::uuid[]) and status is not null
     order by decided_at, refund_id limit ${mostRefunds}`.execute(tx);
  return rows;
}
