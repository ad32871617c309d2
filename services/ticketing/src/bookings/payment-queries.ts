import { sql } from 'kysely';
import type { Money } from '@safiri/kernel';
import type { Tx } from '@safiri/runtime';

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
