import { sql } from 'kysely';
import { asService, transaction, type Job, type Tx } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { endClaims, orderIdsOf, tripIdsOf, type ClaimsOf } from '../holds/claim-queries.ts';
import { ordersExpired } from '../telemetry.ts';
import { lockVouchersOf } from '../vouchers/tender-queries.ts';
import type { OrderRow } from './order-queries.ts';

/** Orders in one step: its seats stay locked until it commits, so it is small. */
const stepOrders = 100;

/** Clears holds away that are over. Hygiene: nobody waits for it, since an expired hold blocks no buyer. */
export function expireOrders(ctx: Ctx): Job {
  return {
    name: 'expire-orders',
    everySeconds: 30,
    run: async () => {
      const orders = await transaction(ctx.db, asService, expireStep);
      if (orders.length > 0) ordersExpired(ctx.log, orders.length);
      return orders.length === stepOrders;
    },
  };
}

type Expired = ClaimsOf & Pick<OrderRow, 'tenderedMinor'>;

async function expireStep(tx: Tx): Promise<Expired[]> {
  // An order that somebody has locked is being paid for, checked out or released: its turn comes later, if at all.
  const { rows } = await sql<Expired>`
    select order_id as "orderId", to_jsonb(trip_ids) as "tripIds", tendered_minor as "tenderedMinor" from orders
     where status in ('held', 'checkout') and expires_at <= clock_timestamp()
     order by expires_at limit ${stepOrders} for update skip locked`.execute(tx);
  if (rows.length === 0) return rows;
  await endClaims(tx, { orderIds: orderIdsOf(rows), tripIds: tripIdsOf(rows) }, { was: 'held', becomes: 'expired' });
  await lockVouchersOf(tx, rows);
  await sql`update orders set status = 'expired', version = version + 1 where order_id = any (${orderIdsOf(rows)}::uuid[])`.execute(
    tx,
  );
  return rows;
}
