import { sql } from 'kysely';
import type { Money } from '@safiri/kernel';
import type { Tx } from '@safiri/runtime';
import type { Tender } from '../refunds/split-over-tenders.ts';

/** An attempt that succeeded, as payment tells it. */
export type Payment = { readonly orderId: string; readonly attemptId: string; readonly amount: Money };

export async function isPaymentKnown(tx: Tx, { orderId, attemptId }: Payment): Promise<boolean> {
  const { rows } =
    await sql`select from order_payments where order_id = ${orderId} and attempt_id = ${attemptId}`.execute(tx);
  return rows.length > 0;
}

/** Remembers an attempt and what became of its money. A second one that pays for the same booking is refused by the database. */
export async function insertPayment(tx: Tx, payment: Payment, outcome: 'booking' | 'refund'): Promise<void> {
  await sql`
    insert into order_payments (order_id, attempt_id, amount_minor, currency, outcome)
    values (${payment.orderId}, ${payment.attemptId}, ${payment.amount.amountMinor}, ${payment.amount.currency}, ${outcome})`.execute(
    tx,
  );
}

/** The attempts that paid for these bookings, by order. */
export async function listBookingPayments(tx: Tx, orderIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ orderId: string; attemptId: string }>`
    select order_id as "orderId", attempt_id as "attemptId" from order_payments
     where order_id = any (${orderIds}::uuid[]) and outcome = 'booking'`.execute(tx);
  return new Map(rows.map((row) => [row.orderId, row.attemptId]));
}

/** What paid for a booking, in the order in which money goes back, with what of each was not told to go back yet. */
export async function listTenders(tx: Tx, orderId: string): Promise<Tender[]> {
  const { rows } = await sql<Tender>`
    select p.attempt_id as "attemptId", p.amount_minor - coalesce(sum(r.amount_minor), 0)::bigint as "leftMinor"
      from order_payments p left join order_refunds r on r.order_id = p.order_id and r.attempt_id = p.attempt_id
     where p.order_id = ${orderId} and p.outcome = 'booking'
     group by p.order_id, p.attempt_id
     order by p.heard_at, p.attempt_id`.execute(tx);
  return rows;
}
