import { sql, type RawBuilder } from 'kysely';
import type { DataSubject, ErasureObstacle } from '@safiri/contracts';
import type { Tx } from '@safiri/runtime';
import { dataTable, type PersonalData } from '@safiri/runtime/privacy';

const paid = ({ subjectIds, phones }: DataSubject): RawBuilder<boolean> =>
  sql`(a.caller_id = any (${subjectIds}::uuid[]) or a.payer_phone = any (${phones}::text[]))`;

/** What payment keeps of people. */
export function personalData(payerPhoneDays: number): PersonalData {
  return {
    sources: [
      dataTable(
        'payments',
        (who) => sql`
          select concat_ws(' ', a.order_id, a.attempt_id) as key, a.order_id as "orderId", a.attempt_id as "attemptId", a.order_reference as "reference",
                 a.method, a.payer_phone as "payerPhone", a.amount_minor as "amountMinor", a.currency, a.status, a.reason, a.created_at as "createdAt",
                 a.settled_at as "settledAt", a.provider_transaction_id as "transactionId"
            from attempts a where ${paid(who)}`,
      ),
      dataTable(
        'refunds',
        (who) => sql`
          select concat_ws(' ', r.order_id, r.refund_id) as key, r.order_id as "orderId", r.refund_id as "refundId", r.attempt_id as "attemptId",
                 r.amount_minor as "amountMinor", r.currency, r.status, r.cause, r.due_at as "dueAt", r.settled_at as "settledAt"
            from refunds r join attempts a on a.order_id = r.order_id and a.attempt_id = r.attempt_id where ${paid(who)}`,
      ),
      dataTable(
        'receipts',
        ({ subjectIds }) => sql`
          select concat_ws(' ', r.company_id, r.receipt_id) as key, r.receipt_id as "receiptId", r.kind, concat(r.year, '-', lpad(r.number::text, 6, '0')) as "number",
                 r.company_name as "companyName", r.order_id as "orderId", r.reference, r.currency, r.total_minor as "totalMinor", r.taxes,
                 r.fiscal_number as "fiscalNumber", r.issued_at as "issuedAt"
            from receipts r where r.owner_id = any (${subjectIds}::uuid[])`,
      ),
    ],
    obstacles: listObstacles,
    limits: [
      { what: 'numbers-of-payers', days: payerPhoneDays },
      { what: 'payments-and-receipts', days: null },
    ],
  };
}

const mostObstacles = 50;

async function listObstacles(tx: Tx, { subjectIds }: DataSubject): Promise<ErasureObstacle[]> {
  const { rows } = await sql<Omit<ErasureObstacle, 'until'>>`
    select 'payment-open' as kind, order_reference as reference, jsonb_build_object('amountMinor', amount_minor, 'currency', currency) as amount
      from attempts where caller_id = any (${subjectIds}::uuid[]) and settled_at is null
    union all
    select 'refund-owed', r.order_reference, jsonb_build_object('amountMinor', r.amount_minor, 'currency', r.currency)
      from attempts a join refunds r on r.order_id = a.order_id and r.attempt_id = a.attempt_id
     where a.caller_id = any (${subjectIds}::uuid[]) and r.status <> 'succeeded'
     limit ${mostObstacles}`.execute(tx);
  return rows.map((row) => ({ ...row, until: null }));
}
