import { sql } from 'kysely';
import { asService, transaction, type Measured } from '@safiri/runtime';
import type { Ctx } from './context.ts';

type Row = { readonly state: string; readonly attempts: number; readonly oldestSeconds: number };

/** Attempts whose outcome is open, by state, and those that a person has to decide. */
export async function measure({ db }: Pick<Ctx, 'db'>): Promise<Measured[]> {
  const rows = await transaction(db, asService, async (tx) => {
    const found = await sql<Row>`
      select s.state, count(a.created_at)::integer as attempts,
             coalesce(extract(epoch from clock_timestamp() - min(a.created_at)), 0)::float8 as "oldestSeconds"
        from unnest(array['created', 'pending', 'unknown', 'held']) as s (state)
        left join (
          select status as state, created_at from attempts where next_check_at is not null
          union all
          select 'held', created_at from attempts where held_because is not null and settled_at is null) as a using (state)
       group by s.state order by s.state limit 4`.execute(tx);
    return found.rows;
  });
  return rows.flatMap(({ state, attempts, oldestSeconds }) => [
    {
      name: 'safiri_payments_open',
      help: 'Payment attempts whose outcome nobody knows yet, by state; held ones wait for a person',
      labels: { state },
      value: attempts,
    },
    {
      name: 'safiri_payments_open_oldest_seconds',
      help: 'Age of the oldest of them',
      labels: { state },
      value: oldestSeconds,
    },
  ]);
}
