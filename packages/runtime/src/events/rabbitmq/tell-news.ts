import type { Publisher } from 'rabbitmq-client';
import { sql } from 'kysely';
import { DomainError } from '@safiri/kernel';
import type { Tx } from '../../database/connect.ts';
import { batchBytes, batchRows, bytesOfRow, heavyBytes, isEmpty, messageOfRow } from '../outbox-batch.ts';
import { asEvent } from './messages.ts';
import { topicOf, type Names, type Weight } from './names.ts';

/** A server that has not confirmed by then is not waited for: the rows stay, in a transaction that may be open a little longer. */
const patienceMilliseconds = 8_000;

type Row = {
  readonly id: number;
  readonly type: string;
  readonly source: string;
  readonly weight: Weight;
  readonly message: string;
};

/**
 * Hands the oldest news of the service's outbox to the server; answers how many rows it confirmed to have on its disks. These
 * are deleted, and no other: what it refused, or said nothing about, stays and is told again, and who hears it twice knows it.
 */
export async function tellNews(
  tx: Tx,
  { publisher, names }: { readonly publisher: Publisher; readonly names: Names },
): Promise<{ readonly confirmed: number; readonly refused: unknown[] }> {
  if (await isEmpty(tx)) return { confirmed: 0, refused: [] };
  const { rows } = await sql<Row>`
    with free as (
      select id, pg_column_size(payload) as bytes from outbox order by id limit ${batchRows} for update skip locked),
    batch as (
      select id, sum(bytes) over (order by id) - bytes as bytes_before from free)
    select id, type, current_schema() as source, case when ${bytesOfRow} > ${heavyBytes} then 'heavy' else 'light' end as weight,
           (${messageOfRow})::text as message
      from outbox join batch using (id) where bytes_before < ${batchBytes} order by id`.execute(tx);
  const outcomes = await inTime(
    rows.map(async (row) => {
      await publisher.send(
        { ...asEvent, exchange: names.exchange, routingKey: topicOf(row) },
        Buffer.from(row.message),
      );
      return row.id;
    }),
  );
  const confirmed = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
  if (confirmed.length > 0) await sql`delete from outbox where id = any(${confirmed})`.execute(tx);
  return {
    confirmed: confirmed.length,
    refused: outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : [])),
  };
}

async function inTime<Value>(work: readonly Promise<Value>[]): Promise<PromiseSettledResult<Value>[]> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  late.catch(() => undefined);
  const timer = setTimeout(
    () => reject(new DomainError('UNAVAILABLE', 'The broker has confirmed nothing for too long.')),
    patienceMilliseconds,
  );
  try {
    return await Promise.allSettled(work.map(async (each) => await Promise.race([each, late])));
  } finally {
    clearTimeout(timer);
  }
}
