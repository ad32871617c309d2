import { sql, type RawBuilder } from 'kysely';
import type { Tx } from '@safiri/runtime';
import { scopeOf, type Pass, type Step } from '@safiri/runtime/audit';

/**
 * What is younger is left for the next step: ids are made and times taken a while before their transaction commits, and what
 * commits behind the cursor would be passed by. No transaction lives a quarter of this.
 */
const settled = sql`interval '60 seconds'`;
/**
 * Behind a sale faster than its steps a pass does not fall back further than this: it leaps, and what it leaves out is met
 * by the rounds through everything.
 */
const furthestBehind = sql`interval '10 minutes'`;

/** Limits of a step: a bus has some sixty seats, so 25 trips are some thousand rows and take about 20 ms. */
const mostOrders = 200;
const mostTrips = 25;

type Changed = { readonly orderId: string; readonly tripIds: readonly number[] | null; readonly at: string };

/** Orders that were made, ended, paid or paid back since the pass was last there, with their trips. */
export const changePasses: readonly Pass[] = [
  pass('new-orders', async (tx, position) => {
    const { rows } = await sql<Changed>`
      select order_id as "orderId", to_jsonb(trip_ids) as "tripIds", order_id::text as at from orders
       where order_id > greatest(${position}::uuid, ${firstIdAt(sql`now() - ${furthestBehind}`)}) and order_id < ${firstIdAt(sql`now() - ${settled}`)}
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

function since(column: RawBuilder<unknown>, position: string | null): RawBuilder<unknown> {
  return sql`${column} > greatest(${position}::timestamptz, now() - ${furthestBehind}) and ${column} <= now() - ${settled}`;
}

/** The lowest UUIDv7 of an instant: its first 48 bits are the milliseconds. */
function firstIdAt(instant: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`rpad(lpad(to_hex(floor(extract(epoch from ${instant}) * 1000)::bigint), 12, '0'), 32, '0')::uuid`;
}
