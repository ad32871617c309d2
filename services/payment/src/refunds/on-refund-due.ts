import { sql } from 'kysely';
import type { PayloadOf, refundDue } from '@safiri/contracts';
import { currentTrace, type Tx } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { postRefundDue } from '../ledger/post-refund-due.ts';
import { requestCreditNotes } from '../receipts/request-receipts.ts';

/**
 * Writes down that money is owed, once per refund id; the refund job does the rest. Whether the payment covers it is decided
 * there, so that it does not matter which of the two was heard of first.
 */
export async function onRefundDue(ctx: Ctx, tx: Tx, due: PayloadOf<typeof refundDue>): Promise<void> {
  const now = ctx.clock.now();
  const { numAffectedRows } = await sql`
    insert into refunds (order_id, refund_id, attempt_id, amount_minor, currency, order_reference, status, cause, due_at, next_check_at, trace)
    values (${due.orderId}, ${due.refundId}, ${due.attemptId}, ${due.amount.amountMinor}, ${due.amount.currency}, ${due.reference}, 'due', ${due.cause}, ${now}, ${now}, ${currentTrace()})
    on conflict do nothing`.execute(tx);
  if (numAffectedRows !== 1n) return;
  await postRefundDue(ctx, tx, due);
  const { refundId: sourceId, orderId, shares = [], contact } = due;
  await requestCreditNotes(ctx, tx, { sourceId, orderId, shares, mailTo: contact.email });
}
