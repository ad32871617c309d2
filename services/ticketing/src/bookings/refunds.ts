import { sql } from 'kysely';
import { refundDue, type PayloadOf } from '@safiri/contracts';
import type { Money } from '@safiri/kernel';
import { publish, type Tx } from '@safiri/runtime';
import type { OrderRow } from '../orders/order-queries.ts';
import type { Share } from './shares.ts';

export type RefundCause = PayloadOf<typeof refundDue>['cause'];

export type Refund = {
  readonly refundId: string;
  readonly attemptId: string;
  readonly amount: Money;
  readonly cause: RefundCause;
  /** What of it a booking had brought to companies. */
  readonly shares?: Share[];
};

/** Of an order what a refund's news says; an order that was removed is known by its id alone. */
export type RefundedOrder = Pick<
  OrderRow,
  'orderId' | 'version' | 'reference' | 'contactPhone' | 'contactEmail' | 'locale'
>;

/** Records that money must go back and tells payment; once per refund. The payment it comes from is recorded already. */
export async function tellRefundDue(tx: Tx, order: RefundedOrder, refund: Refund): Promise<void> {
  const { numAffectedRows } = await sql`
    insert into order_refunds (order_id, refund_id, attempt_id, amount_minor, currency, cause)
    values (${order.orderId}, ${refund.refundId}, ${refund.attemptId}, ${refund.amount.amountMinor}, ${refund.amount.currency}, ${refund.cause})
    on conflict do nothing`.execute(tx);
  if (numAffectedRows === 0n) return;
  await publish(tx, refundDue, {
    aggregateId: order.orderId,
    version: order.version,
    payload: {
      ...refund,
      orderId: order.orderId,
      version: order.version,
      reference: order.reference,
      contact: { phone: order.contactPhone, email: order.contactEmail },
      locale: order.locale,
    },
  });
}
