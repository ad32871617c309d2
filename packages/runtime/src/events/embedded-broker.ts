import { CompiledQuery } from 'kysely';
import pg from 'pg';
import { PgBoss, type ConnectionOptions, type Job, type JobResult } from 'pg-boss';
import Type from 'typebox';
import { Compile } from 'typebox/compile';
import { Envelope, type ServiceName } from '@safiri/contracts/declaring';
import type { Tx } from '../database/connect.ts';
import { queueSchema } from '../database/roles.ts';
import type { Log } from '../log.ts';
import type { Broker, DeadLetter, MessageHandler, Subscriptions } from './broker.ts';
import { deadLetterQueue, quiet } from './embedded-queue-setup.ts';

/** Messages taken at once, and handled side by side: as many as a service's pool can serve. */
const batchSize = 8;

export type EmbeddedBrokerOptions = {
  /** Connection as the queue's running role. */
  readonly connectionString: string;
  readonly subscriptions: Subscriptions;
  readonly log: Log;
};

/** The queue on the product's own PostgreSQL: no other server to run. Decision and figures: docs/decisions/0002-queue.md. */
export async function connectEmbeddedBroker(options: EmbeddedBrokerOptions): Promise<Broker> {
  const { log, subscriptions } = options;
  const boss = new PgBoss({
    ...quiet,
    connectionString: options.connectionString,
    schema: queueSchema,
    createSchema: false,
    migrate: false,
    useListenNotify: true,
    max: 4,
  });
  boss.on('error', (error) => log.warn({ err: error }, 'queue'));
  await boss.start();
  const claims = await connectClaims(options.connectionString).catch(async (error: unknown) => {
    await boss.stop({ graceful: false });
    throw error;
  });
  return {
    deliver: async (envelopes, tx) => {
      for (const [queue, jobs] of groupByQueue(envelopes, subscriptions))
        await boss.insert(queue, jobs, { db: databaseOf(tx) });
    },
    consume: async (queue, handle) => {
      await takeBackOrphans(claims, queue);
      await boss.work<unknown>(
        queue,
        {
          batchSize,
          burstWhenBatchFull: true,
          perJobResults: true,
          pollingIntervalSeconds: 0.5,
          notifyPollingIntervalSeconds: 1,
        },
        async (jobs) => await Promise.all(jobs.map(async (job) => await settle(job, handle, log))),
      );
    },
    listDeadLetters: async (queue, limit) => await listDeadLetters(boss, queue, limit),
    replayDeadLetters: async (queue, limit) =>
      await boss.redrive(deadLetterQueue(queue), { destination: queue, limit }),
    stop: async () => {
      await boss.stop({ graceful: true, timeout: 10_000 });
      await claims.end();
    },
  };
}

/** The connection whose locks say which queues this process consumes, for as long as it lives. */
async function connectClaims(connectionString: string): Promise<pg.Client> {
  const claims = new pg.Client({
    connectionString,
    application_name: 'safiri-queue-claims',
    connectionTimeoutMillis: 5_000,
  });
  claims.on('error', () => undefined);
  await claims.connect();
  return claims;
}

const envelopeValidator = Compile(Envelope);

function parseEnvelope(data: unknown): Envelope {
  if (!envelopeValidator.Check(data)) throw new Error('A message in the queue is no event envelope');
  return data;
}

/** A message that fails is delivered again later; its neighbours in the batch are not held up by it. */
async function settle(job: Job<unknown>, handle: MessageHandler, log: Log): Promise<JobResult> {
  try {
    await handle(parseEnvelope(job.data));
    return { id: job.id, status: 'completed' };
  } catch (error) {
    log.warn({ err: error, messageId: job.id, queue: job.name }, 'message failed and will be tried again');
    return { id: job.id, status: 'failed', output: { error: error instanceof Error ? error.message : String(error) } };
  }
}

/** The event's id is the job's id: a batch handed over twice adds nothing. */
function groupByQueue(
  envelopes: readonly Envelope[],
  subscriptions: Subscriptions,
): Map<ServiceName, { id: string; data: Envelope }[]> {
  const jobs = new Map<ServiceName, { id: string; data: Envelope }[]>();
  for (const envelope of envelopes) {
    for (const queue of subscriptions.get(envelope.type) ?? []) {
      const list = jobs.get(queue) ?? [];
      list.push({ id: envelope.eventId, data: envelope });
      jobs.set(queue, list);
    }
  }
  return jobs;
}

function databaseOf(tx: Tx): NonNullable<ConnectionOptions['db']> {
  return {
    executeSql: async (text, values) => ({ rows: (await tx.executeQuery(CompiledQuery.raw(text, values ?? []))).rows }),
  };
}

/**
 * Messages that a killed process had in hand wait for their time-out; the next process takes them back at once. It holds a
 * lock for its lifetime that says "I consume this queue": where another live process holds it, nothing is an orphan.
 * One that was tried as often as allowed is left to its time-out, which makes it a dead letter: it may be what kills.
 */
async function takeBackOrphans(claims: pg.Client, queue: ServiceName): Promise<void> {
  const { rows } = await claims.query<{ mine: boolean }>(
    'select pg_try_advisory_lock(hashtextextended($1, 0)) as mine',
    [`safiri queue ${queue}`],
  );
  if (rows[0]?.mine === true)
    await claims.query(
      `update ${queueSchema}.job set state = 'retry', start_after = now()
        where name = $1 and state = 'active' and retry_count < retry_limit`,
      [queue],
    );
}

const DeadLetterRow = Type.Object({
  id: Type.String(),
  data: Type.Unknown(),
  failedAt: Type.String(),
  error: Type.String(),
});
const deadLetterRows = Compile(Type.Array(DeadLetterRow));

async function listDeadLetters(boss: PgBoss, queue: ServiceName, limit: number): Promise<DeadLetter[]> {
  const { rows } = await boss.getDb().executeSql(
    `select id, data, to_json(created_on)#>>'{}' as "failedAt",
            left(coalesce(source_output->>'error', source_output->>'message', source_output::text, ''), 500) as error
       from ${queueSchema}.job where name = $1 and state < 'active' order by created_on, id limit $2`,
    [deadLetterQueue(queue), limit],
  );
  return deadLetterRows.Parse(rows).map(({ id, data, failedAt, error }) => {
    const envelope = envelopeValidator.Check(data) ? data : unreadable(id, failedAt, data);
    return { messageId: envelope.eventId, queue, envelope, failedAt: new Date(failedAt), error };
  });
}

/** Stands in the list for what is no envelope, or none any more: it must not hide the others. */
function unreadable(id: string, occurredAt: string, payload: unknown): Envelope {
  return { eventId: id, type: 'unreadable', source: '', aggregateId: '', version: 1, occurredAt, payload };
}
