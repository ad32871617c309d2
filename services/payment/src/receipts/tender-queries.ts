import { sql } from 'kysely';
import type { Tx } from '@safiri/runtime';

/** Money that bought something: a payment method, or the account it came from (vouchers, cash-drawer). */
export type Tender = { readonly method: string; readonly amountMinor: number };

/**
 * With what orders were paid, as the ledger has it: what became the passenger's money, the earliest first, as far as the
 * booking took it. What came twice bought nothing.
 */
export async function listTenders(
  tx: Tx,
  orders: readonly { readonly orderId: string }[],
): Promise<ReadonlyMap<string, readonly Tender[]>> {
  const orderIds = [...new Set(orders.map(({ orderId }) => orderId))];
  const { rows } = await sql<{ orderId: string; tenders: Tender[] }>`
    with money as (
      select order_id, source_kind, source_id, -sum(amount_minor) as amount_minor, min(posted_at) as posted_at from ledger_entries
       where order_id = any (${orderIds}::uuid[]) and account = 'passenger-money' group by order_id, source_kind, source_id),
    came as (
      select m.order_id, m.posted_at, m.source_id, e.amount_minor, case e.account when 'clearing' then e.method else e.account end as method,
             coalesce(sum(e.amount_minor) over (partition by m.order_id order by m.posted_at, m.source_id, e.entry_no
                                                rows between unbounded preceding and 1 preceding), 0) as before_minor
        from money m join ledger_entries e on e.order_id = m.order_id and e.source_kind = m.source_kind and e.source_id = m.source_id
       where m.amount_minor > 0 and e.amount_minor > 0),
    used as (
      select c.order_id, c.method, least(c.amount_minor, b.amount_minor - c.before_minor) as amount_minor, c.posted_at
        from came c
        join (select order_id, -amount_minor as amount_minor from money where source_kind = 'booking-confirmed') b on b.order_id = c.order_id
       where c.before_minor < b.amount_minor),
    tender as (select order_id, method, sum(amount_minor)::bigint as amount_minor, min(posted_at) as posted_at from used group by order_id, method)
    select order_id as "orderId", json_agg(json_build_object('method', method, 'amountMinor', amount_minor) order by posted_at, method) as tenders
      from tender group by order_id`.execute(tx);
  return new Map(rows.map(({ orderId, tenders }) => [orderId, tenders]));
}
