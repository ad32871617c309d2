import { sql } from 'kysely';
import type { Tx } from '@safiri/runtime';
import { madeSince, scopeOf, since, type Pass, type Step } from '@safiri/runtime/audit';

/** Limits of a step: a bus has some sixty seats, so 25 trips are some thousand rows and take about 20 ms. */
const mostOrders = 200;
const mostTrips = 25;

type Changed = { readonly orderId: string; readonly tripIds: readonly number[] | null; readonly at: string };

/** Orders that were made, ended, paid, paid back or had vouchers moved since the pass was last there, with their trips. */
export const changePasses: readonly Pass[] = [
  pass('new-orders', async (tx, position) => {
    const { rows } = await sql<Changed>`
      select order_id as "orderId", to_jsonb(trip_ids) as "tripIds", order_id::text as at from orders
       where ${madeSince(sql`order_id`, position)}
       order by order_id limit ${mostOrders}`.execute(tx);
    return rows;
  }),
  pass('ended-orders', async (tx, position) => {
    const { rows } = await sql<Changed>`
      select order_id as "orderId", to_jsonb(trip_ids) as "tripIds", expires_at::text as at from orders
       where status in ('released', 'expired') and ${since(sql`expires_at`, position)}
       order by expires_at limit ${mostOrders}`.execute(tx);
    return rows;
  }),
  pass('payments', async (tx, position) => {
    const { rows } = await sql<Changed>`
      select p.order_id as "orderId", to_jsonb(o.trip_ids) as "tripIds", p.heard_at::text as at
        from order_payments p left join orders o using (order_id)
       where ${since(sql`p.heard_at`, position)}
       order by p.heard_at limit ${mostOrders}`.execute(tx);
    return rows;
  }),
  pass('refunds', async (tx, position) => {
    const { rows } = await sql<Changed>`
      select r.order_id as "orderId", to_jsonb(o.trip_ids) as "tripIds", r.decided_at::text as at
        from order_refunds r left join orders o using (order_id)
       where ${since(sql`r.decided_at`, position)}
       order by r.decided_at limit ${mostOrders}`.execute(tx);
    return rows;
  }),
  pass('vouchers', async (tx, position) => {
    const { rows } = await sql<Changed>`
      select u.order_id as "orderId", to_jsonb(o.trip_ids) as "tripIds", u.used_at::text as at
        from voucher_uses u left join orders o on o.order_id = u.order_id
       where u.order_id is not null and ${since(sql`u.used_at`, position)}
       order by u.used_at limit ${mostOrders}`.execute(tx);
    return rows;
  }),
];

function pass(name: string, read: (tx: Tx, position: string | null) => Promise<readonly Changed[]>): Pass {
  return { name, next: async (tx, position) => stepOf(await read(tx, position), position) };
}

/** As many of the changes, in order, as keep to the limit of trips; one order has two at the most. */
function stepOf(changes: readonly Changed[], position: string | null): Step {
  const trips = new Set<number>();
  const taken: Changed[] = [];
  for (const change of changes) {
    for (const tripId of change.tripIds ?? []) trips.add(tripId);
    if (trips.size > mostTrips) break;
    taken.push(change);
  }
  return { scope: scopeOf(taken), position: taken.at(-1)?.at ?? position };
}
