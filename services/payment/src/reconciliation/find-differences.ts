import { sql, type RawBuilder } from 'kysely';
import { platformId } from '../ledger/ledger-set.ts';
import { isKnownReceipt } from './known-receipt.ts';

/** What is compared in one step. */
export type Compared = {
  readonly method: string;
  /** Condition on statement_lines, as l. */
  readonly lines: RawBuilder<unknown>;
  /** Of what ended here and should stand in a statement: rows of what ('attempt', 'refund'), order_id, id. */
  readonly ended: RawBuilder<unknown>;
};

/**
 * Statement, attempts and refunds, and ledger side by side; a row for each difference, the first that applies: kind,
 * subject, suggestion, sentence, line_id, order_id, subject_id. Lines that are pending say nothing yet.
 */
export function differences({ method, lines, ended }: Compared): RawBuilder<unknown> {
  return sql`
    line as materialized (
      select l.* from statement_lines l where l.method = ${method} and l.kind in ('payment', 'refund') and ${lines}),
    ended as materialized (${ended}),
    beside as (${besidePayments} union all ${besideRefunds}),
    verdict as materialized (select *, ${verdictOfLine} as verdict from beside),
    difference as (
      select ${kindOf} as kind, subject, ${suggestionOf} as suggestion, concat('The statement of ', method, ' ', ${sentenceOf}) as sentence, line_id, order_id, subject_id
        from verdict where verdict is not null
      union all ${missingThere(method, 'attempt')} union all ${missingThere(method, 'refund')})`;
}

const lineColumns = sql`
  l.line_id, l.method, l.kind, l.transaction_id, l.occurrence, l.status, l.amount_minor, l.currency, l.order_id, l.subject_id,
  (select line_id from statement_lines f where f.subject_id = l.subject_id and f.kind = l.kind and f.status = 'succeeded' order by f.happened_at, f.line_id limit 1) as first_line_id,
  concat('line ', l.method, ' ', l.kind, ' ', l.transaction_id, case when l.occurrence > 1 then concat(' again ', l.occurrence - 1) end) as subject`;

/** A line beside what is ours: `our_…`, and beside what of it is posted. Subqueries, so that each is found by its key whatever the planner expects. */
const besidePayments = sql`
  select ${lineColumns}, concat('attempt ', a.attempt_id) as our_name, a.status as our_status, a.provider_transaction_id as our_transaction_id, a.amount_minor as our_minor,
         a.currency as our_currency, e.amount_minor as posted_minor, e.currency as posted_currency, 'refund-the-payer' as when_too_much,
         case when a.held_because is not null then 'decide-what-is-held' when a.status = 'failed' then 'refund-the-payer' else 'ask-the-company-again' end as when_open
    from line l
    left join lateral (
      select * from attempts where order_id = l.order_id and attempt_id = l.subject_id limit 1) a on true
    left join lateral (
      select amount_minor, currency from ledger_entries
       where company_id = ${platformId} and source_kind = 'attempt-succeeded' and source_id = l.subject_id and account = 'clearing' limit 1) e on true
   where l.kind = 'payment'`;

const besideRefunds = sql`
  select ${lineColumns}, concat('refund ', r.refund_id), r.status, r.provider_transaction_id, r.amount_minor,
         r.currency, -e.amount_minor, e.currency, 'claim-from-the-company',
         case when r.held_because is not null then 'decide-what-is-held' else 'ask-the-company-again' end
    from line l
    left join lateral (
      select * from refunds where order_id = l.order_id and refund_id = l.subject_id limit 1) r on true
    left join lateral (
      select amount_minor, currency from ledger_entries
       where company_id = ${platformId} and source_kind = 'refund-succeeded' and source_id = l.subject_id and account = 'clearing' limit 1) e on true
   where l.kind = 'refund'`;

/** Of two transactions for one attempt, whichever we do not know it by is too much; where we know neither, the later one. */
const verdictOfLine = sql`
  case when status = 'failed' then case when our_status = 'succeeded' and our_transaction_id = transaction_id then 'failed-there' end
       when status <> 'succeeded' then null
       when occurrence > 1 then 'listed-again'
       when subject_id is null then 'unknown-here'
       when ${isKnownReceipt(sql`method`, sql`our_transaction_id`)} and our_transaction_id <> transaction_id then 'settled-otherwise'
       when first_line_id <> line_id then 'settled-otherwise'
       when our_status <> 'succeeded' then 'open-here'
       when (our_minor, our_currency) <> (amount_minor, currency) then 'other-amount'
       when posted_minor is null then 'not-posted'
       when (posted_minor, posted_currency) <> (amount_minor, currency) then 'posted-otherwise' end`;

const kindOf = sql`
  case verdict when 'listed-again' then 'duplicate' when 'settled-otherwise' then 'duplicate' when 'unknown-here' then 'missing-here' when 'not-posted' then 'missing-here'
               when 'open-here' then 'state-differs' when 'failed-there' then 'state-differs' else 'amount-differs' end`;

const suggestionOf = sql`
  case verdict when 'unknown-here' then when_too_much when 'settled-otherwise' then when_too_much when 'open-here' then when_open
               when 'other-amount' then case when amount_minor > our_minor then when_too_much else 'claim-from-the-company' end
               when 'not-posted' then 'post-the-difference' when 'posted-otherwise' then 'post-the-difference' else 'claim-from-the-company' end`;

const sentenceOf = sql`
  case verdict
    when 'failed-there' then format('says that %s failed, and here it succeeded.', our_name)
    when 'listed-again' then format('lists transaction %s of %s %s once more.', transaction_id, amount_minor, currency)
    when 'unknown-here' then format('has %s of %s %s as transaction %s, of which nothing is known here.', kind, amount_minor, currency, transaction_id)
    when 'settled-otherwise' then format('has %s %s as transaction %s for %s, which is settled by transaction %s.', amount_minor, currency, transaction_id, our_name, our_transaction_id)
    when 'open-here' then format('says that %s succeeded with %s %s, and here it is %s.', our_name, amount_minor, currency, our_status)
    when 'other-amount' then format('has %s %s for %s, and here it is %s %s.', amount_minor, currency, our_name, our_minor, our_currency)
    when 'not-posted' then format('has %s %s for %s, of which the ledger has nothing.', amount_minor, currency, our_name)
    else format('has %s %s for %s, and the ledger has %s %s.', amount_minor, currency, our_name, posted_minor, posted_currency) end`;

/** What ended here and stands in no statement. */
function missingThere(method: string, what: 'attempt' | 'refund'): RawBuilder<unknown> {
  const [rows, id] = [sql.table(`${what}s`), sql.ref(`${what}_id`)];
  return sql`
    select 'missing-there', concat(${what}::text, ' ', e.id), ${what === 'attempt' ? 'claim-from-the-company' : 'ask-the-company-again'},
           format('No statement of %s has %s %s of %s %s, transaction %s.', ${method}::text, ${what}::text, e.id, t.amount_minor, t.currency, t.provider_transaction_id),
           null::uuid, e.order_id, e.id
      from ended e
     cross join lateral (
       select amount_minor, currency, provider_transaction_id, attempt_id from ${rows} where order_id = e.order_id and ${id} = e.id and status = 'succeeded' and provider_transaction_id not like 'hand:%' limit 1) t
     cross join lateral (
       select method from attempts where order_id = e.order_id and attempt_id = t.attempt_id limit 1) a
      left join lateral (
       select line_id from statement_lines where subject_id = e.id limit 1) l on true
     where e.what = ${what} and a.method = ${method} and l.line_id is null`;
}
