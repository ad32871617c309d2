import { sql } from 'kysely';
import { asService, transaction, type Database, type MoneyFact, type OrderMoney } from '@safiri/runtime';

/**
 * What payment's attempts brought, what its refunds give back of that, and what the ledger divided among companies and the platform.
 * Money that people gave back to its payer was never told to anybody else as money of the order.
 */
export function orderMoney(db: Database): OrderMoney {
  return {
    nextOrders: async (after, limit) =>
      await transaction(db, asService, async (tx) => {
        const { rows } = await sql<{ orderId: string }>`
          (select distinct order_id as "orderId" from attempts
            where status = 'succeeded' and (${after}::uuid is null or order_id > ${after}) order by 1 limit ${limit})
          union
          (select distinct order_id from refunds
            where payment_transaction_id is null and (${after}::uuid is null or order_id > ${after}) order by 1 limit ${limit})
          order by 1 limit ${limit}`.execute(tx);
        return rows.map((row) => row.orderId);
      }),
    factsOf: async (orderIds) =>
      await transaction(db, asService, async (tx) => {
        // What was over before there was a ledger is not divided in it: of an order without money in the ledger nothing is said.
        const { rows } = await sql<MoneyFact>`
          with entry as (select * from ledger_entries where order_id = any (${orderIds}::uuid[]))
          select order_id as "orderId", 'came' as kind, attempt_id as id, amount_minor as "amountMinor", currency
            from attempts where order_id = any (${orderIds}::uuid[]) and status = 'succeeded'
          union all
          select order_id, 'goes-back', refund_id, amount_minor, currency from refunds
           where order_id = any (${orderIds}::uuid[]) and payment_transaction_id is null
          union all
          select order_id, 'kept', order_id, coalesce(-sum(amount_minor) filter (where account in ('company-payable', 'commission', 'taxes')), 0)::bigint, currency
            from entry group by order_id, currency having bool_or(source_kind in ('attempt-succeeded', 'voucher-used'))`.execute(
          tx,
        );
        return rows;
      }),
  };
}
