import { sql } from 'kysely';
import { asService, transaction, type Database, type MoneyFact, type OrderMoney } from '@safiri/runtime';

/** What ticketing heard of payments and told to go back; what is left of it, and of vouchers, paid for seats. */
export function orderMoney(db: Database): OrderMoney {
  return {
    nextOrders: async (after, limit) =>
      await transaction(db, asService, async (tx) => {
        const { rows } = await sql<{ orderId: string }>`
          (select distinct order_id as "orderId" from order_payments
            where ${after}::uuid is null or order_id > ${after} order by 1 limit ${limit})
          union
          (select distinct order_id from order_tenders
            where status = 'used' and (${after}::uuid is null or order_id > ${after}) order by 1 limit ${limit})
          order by 1 limit ${limit}`.execute(tx);
        return rows.map((row) => row.orderId);
      }),
    factsOf: async (orderIds) =>
      await transaction(db, asService, async (tx) => {
        const { rows } = await sql<MoneyFact>`
          with came as (select * from order_payments where order_id = any (${orderIds}::uuid[])),
               back as (select * from order_refunds where order_id = any (${orderIds}::uuid[])),
               covered as (
                 select order_id, t.amount_minor - t.restored_minor as amount_minor, o.currency from order_tenders t join orders o using (order_id)
                  where order_id = any (${orderIds}::uuid[]) and t.status = 'used'),
               credit as (
                 select order_id, amount_minor, currency from vouchers where order_id = any (${orderIds}::uuid[]) and quote_id is not null),
               moves as (
                 select order_id, amount_minor, currency from came union all select * from covered
                 union all select order_id, -amount_minor, currency from back
                 union all select order_id, -amount_minor, currency from credit)
          select order_id as "orderId", 'came' as kind, attempt_id as id, amount_minor as "amountMinor", currency from came
          union all
          select order_id, 'goes-back', refund_id, amount_minor, currency from back
          union all
          select order_id, 'kept', order_id, sum(amount_minor)::bigint, currency from moves group by order_id, currency`.execute(
          tx,
        );
        return rows;
      }),
  };
}
