import { sql } from 'kysely';
import type { TaxReport } from '@safiri/contracts';
import type { Tx } from '@safiri/runtime';

type Asked = Pick<TaxReport, 'companyId' | 'currency' | 'fromDate' | 'toDate'>;

/** Of the receipts issued in these days of the company, one statement, hence one snapshot. */
export async function computeReport(tx: Tx, asked: Asked): Promise<TaxReport> {
  const { rows } = await sql<Omit<TaxReport, keyof Asked>>`
    with zone as (select coalesce((select time_zone from companies where company_id = ${asked.companyId}), 'UTC') as name),
    issued as materialized (
      select r.kind, r.total_minor, r.net_minor, r.taxes from receipts r, zone
       where r.company_id = ${asked.companyId} and r.currency = ${asked.currency}
         and r.issued_at >= ${asked.fromDate}::date::timestamp at time zone zone.name
         and r.issued_at < (${asked.toDate}::date + 1)::timestamp at time zone zone.name),
    tax as (
      select t."name", t.treatment, t."basisPoints", t."remittedBy",
             coalesce(sum(i.net_minor) filter (where i.kind = 'receipt'), 0)::bigint as "soldNetMinor",
             coalesce(sum(i.net_minor) filter (where i.kind = 'credit-note'), 0)::bigint as "creditedNetMinor",
             coalesce(sum(t."taxMinor") filter (where i.kind = 'receipt'), 0)::bigint as "chargedMinor",
             coalesce(sum(t."taxMinor") filter (where i.kind = 'credit-note'), 0)::bigint as "creditedMinor",
             sum(case i.kind when 'receipt' then t."taxMinor" else -t."taxMinor" end)::bigint as "dueMinor"
        from issued i
       cross join jsonb_to_recordset(i.taxes) as t ("name" text, treatment text, "basisPoints" integer, "remittedBy" text, "taxMinor" bigint)
       group by 1, 2, 3, 4 order by 1, 3, 4, 2 limit 100)
    select zone.name as "timeZone",
           (select count(*) from issued where kind = 'receipt')::bigint as receipts,
           (select count(*) from issued where kind = 'credit-note')::bigint as "creditNotes",
           (select coalesce(sum(total_minor), 0) from issued where kind = 'receipt')::bigint as "soldMinor",
           (select coalesce(sum(total_minor), 0) from issued where kind = 'credit-note')::bigint as "creditedMinor",
           (select coalesce(json_agg(tax), '[]') from tax) as taxes
      from zone`.execute(tx);
  const [computed] = rows;
  if (computed === undefined) throw new Error('Bug: a report without a row');
  return { ...asked, ...computed };
}
