import { sql } from 'kysely';
import { asService, transaction, type Job, type Tx } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { namesForgotten } from '../telemetry.ts';
import type { ClaimsOf } from '../holds/claim-queries.ts';
import { eraseOrders } from './erase-orders.ts';

const stepOrders = 100;

/** Takes names, numbers and addresses out of orders some time after their last trip, the oldest first. */
export function forgetNames(ctx: Ctx): Job {
  return {
    name: 'forget-names',
    everySeconds: 600,
    run: async () => {
      const before = new Date(ctx.clock.now().getTime() - ctx.config.passengerNameDays * 86_400_000);
      const count = await transaction(ctx.db, asService, async (tx) => {
        const orders = await lockPast(tx, before);
        await eraseOrders(tx, orders);
        return orders.length;
      });
      if (count > 0) namesForgotten(ctx.log, count);
      return count === stepOrders;
    },
  };
}

/**
 * Orders none of whose trips left since then. What is locked is somebody's at this moment, and has its turn later. Ids are in
 * the order in which orders were made, and none is made after its trip left; so those before them are few: a horizon of sale.
 */
async function lockPast(tx: Tx, before: Date): Promise<ClaimsOf[]> {
  const { rows } = await sql<ClaimsOf>`
    select order_id as "orderId", to_jsonb(trip_ids) as "tripIds" from orders o
     where o.erased_at is null and o.status in ('confirmed', 'unallocated') and o.order_id < ${firstIdAt(before)}::uuid
       and not exists (select from trips t where t.trip_id = any (o.trip_ids) and t.departs_at >= ${before})
     order by order_id limit ${stepOrders} for update skip locked`.execute(tx);
  return rows;
}

/** The lowest id that can be made from that instant on: a UUIDv7 begins with its milliseconds. */
function firstIdAt(instant: Date): string {
  const hex = instant.getTime().toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`;
}
