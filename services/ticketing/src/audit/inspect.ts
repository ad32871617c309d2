import { sql } from 'kysely';
import type { Tx } from '@safiri/runtime';
import { longestSentence, mostFindings, type Finding, type Scope } from '@safiri/runtime/audit';
import { moneyChecks, paymentsOf } from './money-checks.ts';
import { askedOrders, orderChecks } from './order-checks.ts';
import { liveClaims, seatChecks } from './seat-checks.ts';

/**
 * All checks of some orders and trips in one statement, hence on one snapshot: seats, orders and money as they were at one
 * instant, whatever is sold meanwhile. It reads by index and locks nothing.
 */
export async function inspect(tx: Tx, { orderIds, tripIds }: Scope): Promise<readonly Finding[]> {
  const checks = [...seatChecks(tripIds), ...orderChecks(orderIds), ...moneyChecks];
  const { rows } = await sql<Finding>`
    with ${liveClaims(tripIds)}, ${askedOrders(orderIds)}, ${paymentsOf(orderIds)},
    findings as (${sql.join(checks, sql` union all `)})
    select kind, subject, order_id as "orderId", trip_id as "tripId", left(sentence, ${longestSentence}) as sentence from findings
     order by kind, subject limit ${mostFindings}`.execute(tx);
  return rows;
}

/** Notes how orders ended, and forgets those that were given back and are removed. What is noted is not overwritten by another end. */
export async function noteEnds(tx: Tx, orderIds: readonly string[]): Promise<void> {
  await sql`
    insert into final_orders as f (order_id, status, version)
    select order_id, status, version from orders
     where order_id = any (${orderIds}::uuid[]) and status in ('confirmed', 'unallocated', 'released')
     order by order_id
    on conflict (order_id) do update set version = excluded.version
     where excluded.version > f.version and excluded.status = f.status`.execute(tx);
  await sql`
    delete from final_orders f
     where order_id = any (${orderIds}::uuid[]) and status = 'released'
       and not exists (select from orders o where o.order_id = f.order_id)`.execute(tx);
}
