import { sql } from 'kysely';
import type { Pass } from '@safiri/runtime/audit';

/** Some thousand seat rows and claims: about 20 ms, and six hours for 60,000 trips that have seats sold, at a step in seven seconds. */
const tripsAtOnce = 20;
/** About 10 ms, and six and a half hours for a million orders. */
const ordersAtOnce = 300;

/** Every trip somebody ever had a seat on; every order, and every order that money came for. */
export const roundPasses: readonly Pass[] = [
  {
    name: 'all-trips',
    next: async (tx, position) => {
      const { rows } = await sql<{ tripId: number }>`
        with recursive walk (trip_id, steps) as (
          select coalesce(${position}::bigint, 0), 0
          union all
          select least((select min(s.trip_id) from seat_inventory s where s.trip_id > w.trip_id),
                       (select min(c.trip_id) from claims c where c.trip_id > w.trip_id)), w.steps + 1
            from walk w where w.trip_id is not null and w.steps < ${tripsAtOnce})
        select trip_id as "tripId" from walk where steps > 0 and trip_id is not null order by trip_id`.execute(tx);
      const tripIds = rows.map((row) => row.tripId);
      const last = tripIds.length < tripsAtOnce ? undefined : tripIds.at(-1);
      return { scope: { orderIds: [], tripIds }, position: last === undefined ? null : String(last) };
    },
  },
  {
    name: 'all-orders',
    next: async (tx, position) => {
      const after = position ?? '00000000-0000-0000-0000-000000000000';
      const { rows } = await sql<{ orderId: string }>`
        select order_id as "orderId" from (
          (select order_id from orders where order_id > ${after} order by order_id limit ${ordersAtOnce})
          union
          (select order_id from order_payments where order_id > ${after} order by order_id limit ${ordersAtOnce})
          union
          (select order_id from final_orders where order_id > ${after} order by order_id limit ${ordersAtOnce})) known
         order by order_id limit ${ordersAtOnce}`.execute(tx);
      const orderIds = rows.map((row) => row.orderId);
      return {
        scope: { orderIds, tripIds: [] },
        position: orderIds.length < ordersAtOnce ? null : (orderIds.at(-1) ?? null),
      };
    },
  },
];
