import type { PgBoss } from 'pg-boss';
import Type from 'typebox';
import { Compile } from 'typebox/compile';
import type { ServiceName } from '@safiri/contracts/declaring';
import { queueSchema } from '../database/roles.ts';
import type { QueueState } from './broker.ts';
import { deadLetterQueue } from './embedded-queue-setup.ts';

/** Jobs of a queue that are looked at: one that has more is long behind. */
const mostCounted = 10_000;

const Row = Type.Object({ name: Type.String(), messages: Type.Integer(), oldestSeconds: Type.Number() });
const rowsOf = Compile(Type.Array(Row));

/** A job is counted as the messages in it. */
export async function measureEmbeddedQueues(boss: PgBoss, services: readonly ServiceName[]): Promise<QueueState[]> {
  const names = services.flatMap((service) => [service, deadLetterQueue(service)]);
  const { rows } = await boss.getDb().executeSql(
    `select q.name,
            coalesce(sum(case jsonb_typeof(j.data) when 'array' then jsonb_array_length(j.data) when 'object' then 1 else 0 end), 0)::integer as messages,
            coalesce(extract(epoch from clock_timestamp() - min(j.created_on)), 0)::float8 as "oldestSeconds"
       from unnest($1::text[]) as q (name)
       left join lateral (
         select data, created_on from ${queueSchema}.job where name = q.name and state < 'active' limit ${mostCounted}) as j on true
      group by q.name`,
    [names],
  );
  const read = new Map(rowsOf.Parse(rows).map((row) => [row.name, row]));
  return services.map((queue) => ({
    queue,
    waiting: read.get(queue)?.messages ?? 0,
    dead: read.get(deadLetterQueue(queue))?.messages ?? 0,
    oldestSeconds: read.get(queue)?.oldestSeconds ?? 0,
  }));
}
