import { sql } from 'kysely';
import type { Tx } from '../database/connect.ts';
import { queueSchema } from '../database/roles.ts';
import type { Subscriptions } from './broker.ts';
import { priorityOf } from './bundles.ts';
import { batchBytes, batchRows, bytesOfRow, heavyBytes, isEmpty, messageOfRow } from './outbox-batch.ts';

/**
 * What of light messages travels as one job. Taking, completing and clearing away a job costs the queue many times what a
 * message in it does; beyond some dozens there is nothing left to spare.
 */
const bundle = { mostMessages: 64, mostBytes: 262_144 } as const;
/** Where pg-boss listens for jobs of a schema. */
const wakeChannel = sql.raw(`'pgboss_' || left(encode(sha224('${queueSchema}'), 'hex'), 24)`);
const queue = sql.id(queueSchema, 'queue');
const job = sql.id(queueSchema, 'job');

/**
 * Moves the oldest news of the service's outbox into the queues that want it, by one statement, in which no payload leaves
 * the database; answers how many rows. Of light messages for one queue dozens share a job. The only message of a job gives
 * it its id, so one that is there already is not added. A job is as pg-boss makes it for its queue, and its workers are woken.
 */
export async function moveNews(tx: Tx, subscriptions: Subscriptions): Promise<number> {
  if (await isEmpty(tx)) return 0;
  const wanted = [...subscriptions].flatMap(([type, queues]) => queues.map((name) => ({ type, name })));
  const { rows } = await sql<{ moved: number }>`
    with free as (
      select id, pg_column_size(payload) as bytes from outbox order by id limit ${batchRows} for update skip locked),
    batch as (
      select id, sum(bytes) over (order by id) - bytes as bytes_before from free),
    taken as (
      delete from outbox where id in (select id from batch where bytes_before < ${batchBytes})
      returning id, event_id, type,
        ${bytesOfRow} as bytes, (${messageOfRow}) as message),
    told as (
      select name, id, event_id, message, bytes > ${heavyBytes} as heavy,
             row_number() over side_by_side - 1 as place, sum(bytes) over side_by_side - bytes as bytes_before
        from taken join unnest(${wanted.map(({ type }) => type)}::text[], ${wanted.map(({ name }) => name)}::text[]) as w (type, name) using (type)
      window side_by_side as (partition by name, bytes > ${heavyBytes} order by id)),
    bundles as (
      select name, heavy, jsonb_agg(message order by id) as messages, (array_agg(event_id))[1] as event_id
        from told
       group by name, heavy, case when heavy then place else place / ${bundle.mostMessages} end, case when not heavy then bytes_before / ${bundle.mostBytes} end),
    put as (
      insert into ${job} (id, name, data, priority, start_after, created_on, keep_until, expire_seconds, deletion_seconds,
                          retry_limit, retry_delay, retry_backoff, retry_delay_max, policy, dead_letter, heartbeat_seconds)
      select case jsonb_array_length(messages) when 1 then event_id else gen_random_uuid() end, name,
             case jsonb_array_length(messages) when 1 then messages -> 0 else messages end,
             case when heavy then ${priorityOf.heavy}::integer else ${priorityOf.light}::integer end,
             now(), now(), now() + retention_seconds * interval '1 second', expire_seconds, deletion_seconds,
             retry_limit, retry_delay, retry_backoff, retry_delay_max, policy, dead_letter, heartbeat_seconds
        from bundles join ${queue} using (name)
      on conflict do nothing
      returning name)
    select (select count(*)::integer from taken) as moved,
           (select count(pg_notify(${wakeChannel}, name)) from (select distinct name from put) as woken)`.execute(tx);
  return rows[0]?.moved ?? 0;
}
