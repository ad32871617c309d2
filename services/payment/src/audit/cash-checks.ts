import { sql, type RawBuilder } from 'kysely';
import { platformId } from '../ledger/ledger-set.ts';

/** Drawers that are over are looked at for so long; their lines and entries are never changed. */
const lately = sql`interval '7 days'`;

export function askedCash(orderIds: readonly string[]): RawBuilder<unknown> {
  return sql`
    cash_line as materialized (
      select kind, amount_minor, order_id, attempt_id, refund_id from cash_lines where order_id = any (${orderIds}::uuid[]))`;
}

/**
 * Of cash: that each attempt and each refund of it is a line of a drawer and settled with its company, and that each drawer holds what its lines add up to,
 * and nothing once it was handed over. Each check answers kind, subject, order_id, trip_id, sentence.
 */
export const cashChecks: readonly RawBuilder<unknown>[] = [
  sql`
    select 'cash-line-differs', format('attempt %s', coalesce(a.attempt_id, l.attempt_id)), coalesce(a.order_id, l.order_id), null::bigint,
           format('Attempt %s brought %s in cash, and the lines of drawers have %s of it.', coalesce(a.attempt_id, l.attempt_id),
                  coalesce(a.amount_minor::text, 'nothing'), coalesce(l.amount_minor::text, 'nothing'))
      from (select attempt_id, order_id, amount_minor from attempt where method = 'cash' and status = 'succeeded') a
      full join (select attempt_id, order_id, amount_minor from cash_line where kind = 'sale') l on l.attempt_id = a.attempt_id
     where a.amount_minor is distinct from l.amount_minor`,
  sql`
    select 'cash-line-differs', format('refund %s', coalesce(r.refund_id, l.refund_id)), coalesce(r.order_id, l.order_id), null::bigint,
           format('Refund %s gave back %s in cash, and the lines of drawers have %s of it.', coalesce(r.refund_id, l.refund_id),
                  coalesce(r.amount_minor::text, 'nothing'), coalesce((-l.amount_minor)::text, 'nothing'))
      from (select r.refund_id, r.order_id, r.amount_minor from refund r join attempt a on a.attempt_id = r.attempt_id
             where a.method = 'cash' and r.status = 'succeeded') r
      full join (select refund_id, order_id, amount_minor from cash_line where kind = 'pay-out') l on l.refund_id = r.refund_id
     where r.amount_minor is distinct from -l.amount_minor`,
  sql`
    select 'cash-not-settled', format('%s %s', coalesce(c.what, e.what), coalesce(c.id, e.source_id)), coalesce(c.order_id, e.order_id), null::bigint,
           format('The company has %s in cash of %s %s, and the ledger takes %s off what it is owed.', coalesce(c.amount_minor::text, 'nothing'),
                  coalesce(c.what, e.what), coalesce(c.id, e.source_id), coalesce(e.amount_minor::text, 'nothing'))
      from (select 'attempt' as what, attempt_id as id, order_id, amount_minor from attempt where method = 'cash' and status = 'succeeded'
            union all
            select 'refund', r.refund_id, r.order_id, -r.amount_minor from refund r join attempt a on a.attempt_id = r.attempt_id
             where a.method = 'cash' and r.status = 'succeeded') c
      full join (
            select case source_kind when 'cash-collected' then 'attempt' else 'refund' end as what, source_id, order_id, amount_minor from entry
             where source_kind in ('cash-collected', 'cash-paid-out') and account = 'company-payable') e on e.what = c.what and e.source_id = c.id
     where c.amount_minor is distinct from e.amount_minor`,
  sql`
    select 'drawer-differs', format('cash session %s', s.session_id), ${platformId}::uuid, null::bigint,
           format('Cash session %s is %s with %s %s in its lines, and the ledger has %s in its drawer.', s.session_id, s.status, l.sum, s.currency, e.sum)
      from cash_sessions s
     cross join lateral (select coalesce(sum(amount_minor), 0) as sum from cash_lines where session_id = s.session_id) l
     cross join lateral (select coalesce(sum(amount_minor), 0) as sum from ledger_entries where drawer_id = s.session_id) e
     where ${platformId}::uuid in (select order_id from asked) and (s.status <> 'approved' or s.opened_at > now() - ${lately})
       and (l.sum <> e.sum or (s.status = 'approved' and e.sum <> 0))`,
];
