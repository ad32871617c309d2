import { sql, type RawBuilder } from 'kysely';
import { platformId } from '../ledger/ledger-set.ts';

/** A receipt is issued within seconds of its booking, a credit note of its receipt; news may take their ten tries before. */
const waitsTooLong = sql`interval '1 hour'`;

export function askedReceipts(orderIds: readonly string[]): RawBuilder<unknown> {
  return sql`
    receipt as materialized (
      select company_id, receipt_id, kind, source_id, order_id, credits_id, currency, total_minor,
             sum_of(taxes, 'taxMinor') as tax_minor,
             sum_of(jsonb_path_query_array(taxes, '$[*] ? (@.remittedBy == "platform")'), 'taxMinor') as withheld_minor
        from receipts where order_id = any (${orderIds}::uuid[]))`;
}

/**
 * Of receipts: that they say what was sold and given back, that what the platform withholds is posted, and that their numbers
 * have no gap. Each check answers kind, subject, order_id, trip_id, sentence.
 */
export const receiptChecks: readonly RawBuilder<unknown>[] = [
  sql`
    select 'receipt-differs-from-sale', format('receipt %s', r.receipt_id), r.order_id, null::bigint,
           format('The %s %s of order %s is of %s %s, and the ledger has %s.', r.kind, r.receipt_id, r.order_id, r.total_minor, r.currency, coalesce(e.posted, 'nothing'))
      from receipt r
      left join lateral (
        select string_agg(concat_ws(' ', abs(amount_minor), currency), ', ') as posted from entry
         where company_id = r.company_id and source_id = r.source_id and line = case r.kind when 'receipt' then 'sale' else 'refund' end) e on true
     where r.total_minor > 0 and e.posted is distinct from concat_ws(' ', r.total_minor, r.currency)`,
  sql`
    select 'tax-not-posted', format('receipt %s', r.receipt_id), r.order_id, null::bigint,
           format('The %s %s of order %s has %s %s of taxes that the platform pays, and the ledger has %s.',
                  r.kind, r.receipt_id, r.order_id, r.withheld_minor, r.currency, e.posted_minor)
      from receipt r
     cross join lateral (
       select coalesce(sum(case r.kind when 'receipt' then -amount_minor else amount_minor end), 0) as posted_minor from entry
        where source_kind = 'receipt-issued' and source_id = r.receipt_id and company_id = r.company_id and account = 'taxes') e
     where e.posted_minor <> r.withheld_minor`,
  sql`
    select 'tax-posted-without-receipt', format('receipt %s', e.source_id), e.order_id, null::bigint,
           format('The ledger has taxes of receipt %s of order %s, which is not there.', e.source_id, e.order_id)
      from entry e
     where e.source_kind = 'receipt-issued' and e.account = 'taxes'
       and not exists (select from receipt r where r.receipt_id = e.source_id and r.company_id = e.company_id)`,
  sql`
    select 'receipt-overcredited', format('receipt %s', r.receipt_id), r.order_id, null::bigint,
           format('Of receipt %s of order %s, with %s %s and %s of taxes, %s and %s of taxes were given back.',
                  r.receipt_id, r.order_id, r.total_minor, r.currency, r.tax_minor, n.total_minor, n.tax_minor)
      from receipt r
     cross join lateral (
       select coalesce(sum(total_minor), 0) as total_minor, coalesce(sum(tax_minor), 0) as tax_minor from receipt
        where company_id = r.company_id and credits_id = r.receipt_id) n
     where n.total_minor > r.total_minor or n.tax_minor > r.tax_minor or (n.total_minor = r.total_minor and n.tax_minor <> r.tax_minor)`,
  sql`
    select 'receipt-waits-too-long', format('receipt %s', q.receipt_id), q.order_id, null::bigint,
           format('A %s of %s %s of order %s is to be issued since %s.', q.kind, q.total_minor, q.currency, q.order_id, q.requested_at)
      from receipt_requests q
     where q.order_id in (select order_id from asked) and q.requested_at < now() - ${waitsTooLong}`,
  sql`
    select 'receipt-number-missing', format('company %s', c.company_id), ${platformId}::uuid, null::bigint,
           format('Company %s gave %s numbers in %s, and has %s receipts of that year, the last with number %s.',
                  c.company_id, c.last_number, c.year, n.receipts, n.last_number)
      from receipt_counters c
     cross join lateral (
       select count(*) as receipts, coalesce(max(number), 0) as last_number from receipts r where r.company_id = c.company_id and r.year = c.year) n
     where ${platformId}::uuid in (select order_id from asked) and (n.receipts <> c.last_number or n.last_number <> c.last_number)`,
];
