import { sql } from 'kysely';
import type { Tx } from '@safiri/runtime';

/** What bought something: a payment method, `cash` or `vouchers`. */
export type Tender = { readonly method: string; readonly amountMinor: number };

/**
 * With what orders were paid, as the ledger has it: vouchers that the booking took, then what had become the passenger's money,
 * the earliest first, as far as the booking took it. Money that came twice bought nothing.
 */
export async function listTenders(
  tx: Tx,
  orders: readonly { readonly orderId: string }[],
): Promise<ReadonlyMap<string, readonly Tender[]>> {
  const orderIds = [...new Set(orders.map(({ orderId }) => orderId))];
  const { rows } = await sql<{ orderId: string; tenders: Tender[] }>`
    with entry as materialized (
      select order_id, source_kind, source_id, entry_no, account, amount_minor, posted_at,
             case account when 'clearing' then method when 'cash-drawer' then 'cash' else account end as method
        from ledger_entries where order_id = any (${orderIds}::uuid[])),
    booked as (
      select order_id, sum(amount_minor) as amount_minor from entry
       where source_kind = 'booking-confirmed' and account = 'passenger-money' and amount_minor > 0 group by order_id),
    came as (
      select e.order_id, e.method, e.amount_minor, e.posted_at,
             sum(e.amount_minor) over (partition by e.order_id order by e.account = 'vouchers' desc, e.posted_at, e.source_id, e.entry_no) as sum_minor
        from entry e
       where e.amount_minor > 0 and e.account <> 'passenger-money'
         and case e.source_kind when 'booking-confirmed' then e.account = 'vouchers'
             else exists (select from entry m where m.source_kind = e.source_kind and m.source_id = e.source_id
                             and m.account = 'passenger-money' and m.amount_minor < 0) end),
    used as (
      select c.order_id, c.method, c.posted_at, least(c.amount_minor, b.amount_minor - (c.sum_minor - c.amount_minor)) as amount_minor
        from came c join booked b on b.order_id = c.order_id where c.sum_minor - c.amount_minor < b.amount_minor),
    tender as (select order_id, method, sum(amount_minor)::bigint as amount_minor, min(posted_at) as posted_at from used group by order_id, method)
    select order_id as "orderId", json_agg(json_build_object('method', method, 'amountMinor', amount_minor) order by posted_at, method) as tenders
      from tender group by order_id`.execute(tx);
  return new Map(rows.map(({ orderId, tenders }) => [orderId, tenders]));
}
