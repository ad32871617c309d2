import { sql } from 'kysely';
import { asService, transaction, type Job, type Tx } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { forgetClaims, orderIdsOf, type ClaimsOf } from '../holds/claim-queries.ts';
import { ordersForgotten } from '../telemetry.ts';

const stepOrders = 200;

/** Removes orders that nobody paid, with their claims and idempotency keys, some time after their hold ended. */
export function forgetUnpaidOrders(ctx: Ctx): Job {
  return {
    name: 'forget-unpaid-orders',
    everySeconds: 600,
    run: async () => {
      const count = await transaction(
        ctx.db,
        asService,
        async (tx) => await forgetStep(tx, ctx.config.unpaidOrderHours),
      );
      if (count > 0) ordersForgotten(ctx.log, count);
      return count === stepOrders;
    },
  };
}

/** An order that money came for is kept, whatever became of the money. */
async function forgetStep(tx: Tx, hours: number): Promise<number> {
  const { rows } = await sql<ClaimsOf>`
    select order_id as "orderId", to_jsonb(trip_ids) as "tripIds" from orders o
     where status in ('released', 'expired') and expires_at <= clock_timestamp() - make_interval(hours => ${hours}::integer)
       and not exists (select from order_payments p where p.order_id = o.order_id)
     order by expires_at limit ${stepOrders} for update skip locked`.execute(tx);
  if (rows.length === 0) return 0;
  await forgetClaims(tx, rows);
  await sql`delete from orders where order_id = any (${orderIdsOf(rows)}::uuid[])`.execute(tx);
  return rows.length;
}
