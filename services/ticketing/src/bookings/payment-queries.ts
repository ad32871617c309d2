import { sql } from 'kysely';
import type { AttemptMethod } from '@safiri/contracts';
import type { Money } from '@safiri/kernel';
import type { Tx } from '@safiri/runtime';
import type { Tender } from '../refunds/split-over-tenders.ts';

/** An attempt that succeeded, as payment tells it. */
export type Payment = {
  readonly orderId: string;
  readonly attemptId: string;
  readonly amount: Money;
  readonly method: AttemptMethod;
};

export async function isPaymentKnown(
  tx: Tx,
  { orderId, attemptId }: Pick<Payment, 'orderId' | 'attemptId'>,
): Promise<boolean> {
  const { rows } =
    await sql`select from order_payments where order_id = ${orderId} and attempt_id = ${attemptId}`.execute(tx);
  return rows.length > 0;
}

/** Remembers an attempt and what became of its money. A second one that pays for the same booking is refused by the database. */
export async function insertPayment(tx: Tx, payment: Payment, outcome: 'booking' | 'refund'): Promise<void> {
  await sql`
    insert into order_payments (order_id, attempt_id, amount_minor, currency, outcome, method)
    values (${payment.orderId}, ${payment.attemptId}, ${payment.amount.amountMinor}, ${payment.amount.currency}, ${outcome}, ${payment.method})`.execute(
    tx,
  );
}

/**
 * What paid for a booking, in the order in which money goes back, with what of each was not told to go back yet: the attempt,
 * then vouchers, the one added last first.
 */
export async function listBookingTenders(tx: Tx, orderId: string): Promise<Tender[]> {
  const { rows } = await sql<Tender>`
    select attempt_id as "attemptId", voucher_id as "voucherId", method, left_minor as "leftMinor"
      from (select p.attempt_id, null::uuid as voucher_id, p.method, p.heard_at as at,
                   p.amount_minor - (select coalesce(sum(r.amount_minor), 0) from order_refunds r
                                      where r.order_id = p.order_id and r.attempt_id = p.attempt_id)::bigint as left_minor
              from order_payments p where p.order_id = ${orderId} and p.outcome = 'booking'
            union all
            select null, t.voucher_id, null, t.added_at, t.amount_minor - t.restored_minor
              from order_tenders t where t.order_id = ${orderId} and t.status = 'used') paid
     order by attempt_id is null, at desc, voucher_id`.execute(tx);
  return rows;
}
