import { sql } from 'kysely';
import { asService, transaction, type Measured } from '@safiri/runtime';
import type { Ctx } from './context.ts';

/** Open orders are counted as far as this. */
const mostCounted = 100_000;

/** Seats that are held and not paid for, and orders that wait for their decision in this process. */
export async function measure({ db, holds }: Pick<Ctx, 'db' | 'holds'>): Promise<Measured[]> {
  const open = await transaction(db, asService, async (tx) => {
    const { rows } = await sql<{ status: string; orders: number }>`
      select s.status, count(o.one)::integer as orders
        from unnest(array['held', 'checkout']) as s (status)
        left join lateral (
          select 1 as one from orders where status = s.status and status in ('held', 'checkout') and expires_at > now() limit ${mostCounted}) as o on true
       group by s.status order by s.status limit 2`.execute(tx);
    return rows;
  });
  return [
    ...open.map(({ status, orders }) => ({
      name: 'safiri_orders_open',
      help: 'Orders whose seats are held: before payment was asked for, and since',
      labels: { state: status },
      value: orders,
    })),
    {
      name: 'safiri_hold_queue_waiting',
      help: 'Orders that wait in this process for the database to decide them',
      value: holds.waiting(),
    },
  ];
}
