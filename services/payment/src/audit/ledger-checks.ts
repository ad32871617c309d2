import { sql, type RawBuilder } from 'kysely';
import { platformId } from '../ledger/ledger-set.ts';

export function askedEntries(orderIds: readonly string[]): RawBuilder<unknown> {
  return sql`
    entry as materialized (
      select company_id, source_kind, source_id, account, line, case account when 'cash-drawer' then 'cash' else method end as method, order_id, amount_minor, currency from ledger_entries
       where order_id = any (${orderIds}::uuid[])),
    -- What was over before there was a ledger is not posted in it.
    began as materialized (select min(cut_at) as at from ledger_cuts)`;
}

/**
 * Of the ledger: that it says what attempts and refunds say, and that each order's money in is what was applied, what is owed
 * back and what the platform took. Each check answers kind, subject, order_id, trip_id, sentence.
 */
export const ledgerChecks: readonly RawBuilder<unknown>[] = [
  sql`
    select 'ledger-set-unbalanced', format('%s %s', source_kind, source_id), min(order_id::text)::uuid, null::bigint,
           format('The entries of %s %s sum to %s in %s.', source_kind, source_id, sum(amount_minor), string_agg(distinct currency, ' and '))
      from entry group by source_kind, source_id having sum(amount_minor) <> 0 or count(distinct currency) > 1`,
  sql`
    select 'payment-not-posted', format('attempt %s', a.attempt_id), a.order_id, null::bigint,
           format('Attempt %s of order %s brought %s %s by %s, and the ledger has %s.', a.attempt_id, a.order_id, a.amount_minor, a.currency, a.method, coalesce(e.posted, 'nothing'))
      from attempt a
     cross join began
      left join lateral (
        select string_agg(concat_ws(' ', amount_minor, currency, 'by', method), ', ') as posted from entry
         where source_kind = 'attempt-succeeded' and source_id = a.attempt_id and account in ('clearing', 'cash-drawer')) e on true
     where a.status = 'succeeded' and a.settled_at >= began.at
       and e.posted is distinct from concat_ws(' ', a.amount_minor, a.currency, 'by', a.method)`,
  sql`
    select 'posted-without-payment', format('attempt %s', e.source_id), e.order_id, null::bigint,
           format('The ledger has %s %s of attempt %s of order %s, which did not bring it.', e.amount_minor, e.currency, e.source_id, e.order_id)
      from entry e
     where e.source_kind = 'attempt-succeeded' and e.account in ('clearing', 'cash-drawer')
       and not exists (select from attempt a where a.attempt_id = e.source_id and a.order_id = e.order_id and a.status = 'succeeded')`,
  sql`
    select 'refund-not-posted', format('refund %s', r.refund_id), r.order_id, null::bigint,
           format('Refund %s of order %s is %s with %s %s, and the ledger has %s as owed and %s as paid back.',
                  r.refund_id, r.order_id, r.status, r.amount_minor, r.currency, e.owed_minor, e.paid_minor)
      from refund r
     cross join began
     cross join lateral (
       select coalesce(-sum(amount_minor) filter (where source_kind = 'refund-due'), 0) as owed_minor,
              coalesce(sum(amount_minor) filter (where source_kind = 'refund-succeeded'), 0) as paid_minor,
              coalesce(bool_and(currency = r.currency), true) as same_currency
         from entry where source_id = r.refund_id and account = 'refunds-owed') e
     where r.due_at >= began.at
       and not (e.same_currency and e.owed_minor = r.amount_minor and e.paid_minor = case r.status when 'succeeded' then r.amount_minor else 0 end)`,
  sql`
    select 'posted-without-refund', format('refund %s', e.source_id), min(e.order_id::text)::uuid, null::bigint,
           format('The ledger has refund %s of order %s, which is not there.', e.source_id, min(e.order_id::text))
      from entry e
     where e.source_kind in ('refund-due', 'refund-succeeded')
       and not exists (select from refund r where r.refund_id = e.source_id and r.order_id = e.order_id)
     group by e.source_id`,
  sql`
    select 'money-not-applied', format('order %s', e.order_id), e.order_id, null::bigint,
           case when sum(e.amount_minor) < 0
                then format('%s %s came for order %s, and is neither applied nor owed back.', -sum(e.amount_minor), e.currency, e.order_id)
                else format('%s %s more was applied or is owed back than came for order %s.', sum(e.amount_minor), e.currency, e.order_id) end
      from entry e
     where e.account = 'passenger-money'
       and not exists (select from attempt a, began where a.order_id = e.order_id and a.settled_at < began.at)
     group by e.order_id, e.currency having sum(e.amount_minor) <> 0`,
  sql`
    select 'vouchers-overdrawn', format('vouchers of %s in %s', v.company_id, v.currency), ${platformId}::uuid, null::bigint,
           format('Vouchers of %s were used for %s %s more than were issued.', v.company_id, sum(v.amount_minor), v.currency)
      from ledger_entries v
     where v.account = 'vouchers' and ${platformId}::uuid in (select order_id from asked)
     group by v.company_id, v.currency having sum(v.amount_minor) > 0`,
  sql`
    select 'suspense-left', format('order %s', e.order_id), e.order_id, null::bigint,
           format('%s %s of order %s lie in suspense, and no attempt of it waits for a decision.', -sum(e.amount_minor), e.currency, e.order_id)
      from entry e
     where e.account = 'suspense' and not exists (select from attempt a where a.order_id = e.order_id and a.held_because is not null and a.settled_at is null)
     group by e.order_id, e.currency having sum(e.amount_minor) <> 0`,
  sql`
    select 'ledger-unbalanced', format('ledger in %s', b.currency), ${platformId}::uuid, null::bigint,
           format('All balances in %s sum to %s.', b.currency, sum(b.balance_minor))
      from (select distinct on (company_id, account, currency, method) currency, balance_minor from ledger_balances
             where ${platformId}::uuid in (select order_id from asked)
             order by company_id, account, currency, method, cut_at desc) b
     group by b.currency having sum(b.balance_minor) <> 0`,
];
