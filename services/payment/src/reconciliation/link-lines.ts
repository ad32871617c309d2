import { sql, type RawBuilder } from 'kysely';
import type { Tx } from '@safiri/runtime';
import type { Compared } from './find-differences.ts';
import { isKnownReceipt } from './known-receipt.ts';

/**
 * Finds for each of these lines (a condition on statement_lines, as l) which attempt or refund it is about: by the transaction
 * that we know it by, else by what we had called it, else by the payment it undoes. They are looked up one by one, by index, whatever the planner expects.
 */
export async function linkLines(tx: Tx, { method, lines }: Pick<Compared, 'method' | 'lines'>): Promise<void> {
  const asked = sql`
    select line_id, method, kind, transaction_id, amount_minor, currency, reference,
           case when reference ~* '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then reference::uuid end as provider_reference
      from statement_lines l
     where l.method = ${method} and l.subject_id is null and l.kind in ('payment', 'refund') and ${lines}`;
  await link(tx, asked, byTransaction);
  await link(tx, asked, byName);
  await link(tx, asked, byUndonePayment);
}

async function link(tx: Tx, asked: RawBuilder<unknown>, found: RawBuilder<unknown>): Promise<void> {
  await sql`
    with asked as materialized (${asked}),
    linked as materialized (select l.line_id, f.order_id, f.subject_id from asked l cross join lateral (${found}) f)
    update statement_lines s set order_id = linked.order_id, subject_id = linked.subject_id from linked where s.line_id = linked.line_id`.execute(
    tx,
  );
}

const byTransaction = sql`
  (select order_id, attempt_id as subject_id from attempts a
    where l.kind = 'payment' and a.method = l.method and a.provider_transaction_id = l.transaction_id limit 1)
  union all
  (select r.order_id, r.refund_id from refunds r join attempts a on a.order_id = r.order_id and a.attempt_id = r.attempt_id
    where l.kind = 'refund' and r.provider_transaction_id = l.transaction_id and a.method = l.method limit 1)`;

/**
 * By the reference of the request, else by the order's: of attempts the one that has not
 * failed, of refunds one of the same amount whose transaction we do not know, since an order may be paid back in parts.
 */
const byName = sql`
  select order_id, subject_id from (
    select order_id, attempt_id as subject_id, 0 as rank, created_at as at from attempts
     where l.kind = 'payment' and method = l.method and provider_reference = l.provider_reference
    union all
    select order_id, attempt_id, case when status = 'failed' then 2 else 1 end, created_at from attempts
     where l.kind = 'payment' and method = l.method and order_reference = l.reference
    union all
    select order_id, refund_id, 0, due_at from refunds where l.kind = 'refund' and provider_reference = l.provider_reference
    union all
    select r.order_id, r.refund_id, 1, r.due_at from attempts a join refunds r on r.order_id = a.order_id and r.attempt_id = a.attempt_id
     where l.kind = 'refund' and a.method = l.method and a.order_reference = l.reference
       and r.amount_minor = l.amount_minor and r.currency = l.currency and not ${isKnownReceipt(sql`l.method`, sql`r.provider_transaction_id`)}) known
   order by rank, at desc limit 1`;

/** What went back names the payment it undoes, by its line in a statement. */
const byUndonePayment = sql`
  select r.order_id, r.refund_id as subject_id from statement_lines p join refunds r on r.order_id = p.order_id and r.attempt_id = p.subject_id
   where l.kind = 'refund' and p.method = l.method and p.transaction_id = l.reference and p.kind = 'payment'
     and r.amount_minor = l.amount_minor and r.currency = l.currency and not ${isKnownReceipt(sql`l.method`, sql`r.provider_transaction_id`)}
   order by r.due_at limit 1`;
