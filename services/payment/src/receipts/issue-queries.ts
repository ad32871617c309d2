import { sql } from 'kysely';
import type { FiscalStatus, Receipt } from '@safiri/contracts';
import type { Tx } from '@safiri/runtime';
import type { TaxSplit } from '../taxes/split-tax.ts';
import type { SoldLine } from './request-receipts.ts';

/** The receipt of which a credit note gives back. */
type Sold = TaxSplit & { readonly receiptId: string; readonly totalMinor: number; readonly currency: string };

/** What is to be issued, with what of its company and of the receipt it credits will be printed. */
export type RequestRow = {
  readonly receiptId: string;
  readonly companyId: string;
  readonly companyName: string;
  readonly timeZone: string;
  /** In which a number is given now, by the company's calendar. */
  readonly year: number;
  readonly kind: Receipt['kind'];
  readonly sourceId: string;
  readonly orderId: string;
  readonly reference: string;
  readonly ownerId: string;
  readonly link: string;
  readonly locale: string;
  readonly mailTo: string | null;
  readonly currency: string;
  readonly totalMinor: number;
  readonly lines: readonly SoldLine[];
  readonly soldAt: Date;
  /** In which trace it was asked for. */
  readonly trace: string | null;
  /** Null of a receipt. */
  readonly sold: Sold | null;
};

export type NewReceipt = Omit<RequestRow, 'lines'> &
  TaxSplit &
  Pick<Receipt, 'lines' | 'tenders'> & {
    readonly number: number;
    readonly issuedAt: Date;
    readonly fiscalStatus: FiscalStatus;
  };

/** Companies of which something is asked for, in no order. */
export async function listAsking(tx: Tx, limit: number): Promise<string[]> {
  const { rows } = await sql<{ companyId: string }>`
    select company_id as "companyId" from (select distinct company_id from receipt_requests) asking order by random() limit ${limit}`.execute(
    tx,
  );
  return rows.map(({ companyId }) => companyId);
}

/** Takes what can be issued of a company. A credit note waits for its receipt, and for ever if it gives back more than was sold. */
export async function claimRequests(
  tx: Tx,
  { companyId, now, limit }: { readonly companyId: string; readonly now: Date; readonly limit: number },
): Promise<RequestRow[]> {
  const { rows } = await sql<RequestRow>`
    select q.receipt_id as "receiptId", q.company_id as "companyId", coalesce(c.name, q.company_id::text) as "companyName",
           coalesce(c.time_zone, 'UTC') as "timeZone", extract(year from ${now}::timestamptz at time zone coalesce(c.time_zone, 'UTC'))::integer as year,
           q.kind, q.source_id as "sourceId", q.order_id as "orderId", coalesce(r.reference, q.reference) as reference, coalesce(q.owner_id, r.owner_id) as "ownerId",
           coalesce(q.link, r.link) as link, coalesce(r.locale, q.locale) as locale, q.mail_to as "mailTo", q.currency, q.total_minor as "totalMinor", q.lines, q.sold_at as "soldAt", q.trace,
           case when r.receipt_id is not null then
             jsonb_build_object('receiptId', r.receipt_id, 'totalMinor', r.total_minor, 'netMinor', r.net_minor, 'taxes', r.taxes, 'currency', r.currency)
           end as sold
      from receipt_requests q
      left join companies c on c.company_id = q.company_id
      left join receipts r on q.kind = 'credit-note' and r.company_id = q.company_id and r.kind = 'receipt' and r.source_id = q.order_id
     where q.company_id = ${companyId}
       and (q.kind = 'receipt'
            or r.currency = q.currency and r.total_minor >= q.total_minor + (
                 select coalesce(sum(n.total_minor), 0) from receipts n where n.company_id = r.company_id and n.credits_id = r.receipt_id))
     order by q.receipt_id limit ${limit} for update of q skip locked`.execute(tx);
  return rows;
}

type Counters = Map<string, number>;
const nameOf = ({ companyId, year }: { readonly companyId: string; readonly year: number }): string =>
  `${companyId} ${year}`;

/** The last numbers given, by company and year; nobody else gives one until the transaction ends. */
export async function lockCounters(tx: Tx, requests: readonly RequestRow[]): Promise<Counters> {
  const asked = [...new Map(requests.map(({ companyId, year }) => [nameOf({ companyId, year }), { companyId, year }]))];
  const { rows } = await sql<{ companyId: string; year: number; lastNumber: number }>`
    insert into receipt_counters as c (company_id, year, last_number)
    select "companyId", year, 0 from json_to_recordset(${JSON.stringify(asked.map(([, counter]) => counter))}::json) as q ("companyId" uuid, year smallint)
     order by "companyId", year
    on conflict (company_id, year) do update set last_number = c.last_number
    returning company_id as "companyId", year, last_number as "lastNumber"`.execute(tx);
  return new Map(rows.map((row) => [nameOf(row), row.lastNumber]));
}

export async function raiseCounters(tx: Tx, receipts: readonly NewReceipt[]): Promise<void> {
  const given = receipts.map(({ companyId, year, number }) => ({ companyId, year, number }));
  await sql`
    update receipt_counters c set last_number = g.number
      from (select "companyId", year, max(number) as number
              from json_to_recordset(${JSON.stringify(given)}::json) as g ("companyId" uuid, year smallint, number integer) group by 1, 2) g
     where c.company_id = g."companyId" and c.year = g.year`.execute(tx);
}

/** What credit notes gave back of the receipts that these credit, by receipt. */
export async function listCredited(tx: Tx, requests: readonly RequestRow[]): Promise<Map<string, number>> {
  const credited = requests.flatMap(({ companyId, sold }) =>
    sold === null ? [] : [{ companyId, receiptId: sold.receiptId }],
  );
  if (credited.length === 0) return new Map();
  const { rows } = await sql<{ receiptId: string; creditedMinor: number }>`
    select n.credits_id as "receiptId", sum(n.total_minor)::bigint as "creditedMinor"
      from (select distinct "companyId", "receiptId"
              from json_to_recordset(${JSON.stringify(credited)}::json) as q ("companyId" uuid, "receiptId" uuid)) q
      join receipts n on n.company_id = q."companyId" and n.credits_id = q."receiptId"
     group by n.credits_id`.execute(tx);
  return new Map(rows.map((row) => [row.receiptId, row.creditedMinor]));
}

/** Receipts take the place of the requests for them. */
export async function insertReceipts(tx: Tx, receipts: readonly NewReceipt[]): Promise<void> {
  if (receipts.length === 0) return;
  const rows = receipts.map(({ sold, ...receipt }) => ({ ...receipt, creditsId: sold?.receiptId ?? null }));
  await sql`
    with made as (
      insert into receipts (company_id, receipt_id, kind, source_id, order_id, credits_id, year, number, company_name, time_zone, reference, owner_id,
                            link, locale, sold_at, issued_at, currency, total_minor, net_minor, lines, taxes, tenders, mail_to, fiscal_status, fiscal_next_at, trace)
      select "companyId", "receiptId", kind, "sourceId", "orderId", "creditsId", year, number, "companyName", "timeZone", reference, "ownerId",
             link, locale, "soldAt", "issuedAt", currency, "totalMinor", "netMinor", lines, taxes, tenders, "mailTo", "fiscalStatus",
             case "fiscalStatus" when 'waiting' then "issuedAt" end, trace
        from json_to_recordset(${JSON.stringify(rows)}::json) as n ("companyId" uuid, "receiptId" uuid, kind text, "sourceId" uuid, "orderId" uuid,
             "creditsId" uuid, year smallint, number integer, "companyName" text, "timeZone" text, reference text, "ownerId" uuid, link text, locale text,
             "soldAt" timestamptz, "issuedAt" timestamptz, currency text, "totalMinor" bigint, "netMinor" bigint, lines jsonb, taxes jsonb, tenders jsonb,
             "mailTo" text, "fiscalStatus" text, trace text)
      returning receipt_id)
    delete from receipt_requests where receipt_id in (select receipt_id from made)`.execute(tx);
}
