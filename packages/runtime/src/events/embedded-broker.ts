import { CompiledQuery } from 'kysely';
import pg from 'pg';
import { PgBoss, type ConnectionOptions, type Job, type JobResult } from 'pg-boss';
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
  const orphanage = new pg.Client({
    connectionString: options.connectionString,
    application_name: 'safiri-queue-orphans',
  });
  orphanage.on('error', () => undefined);
  await orphanage.connect();
  return {
    deliver: async (envelopes, tx) => {
      for (const [queue, jobs] of groupByQueue(envelopes, subscriptions))
        await boss.insert(queue, jobs, { db: databaseOf(tx) });
    },
    consume: async (queue, handle) => {
      await takeBackOrphans(orphanage, queue);
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
    replayDeadLetters: async (queue, limit) => await replayDeadLetters(boss, queue, limit),
    stop: async () => {
      await boss.stop({ graceful: true, timeout: 10_000 });
      await orphanage.end();
    },
  };
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
 */
async function takeBackOrphans(client: pg.Client, queue: ServiceName): Promise<void> {
  const { rows } = await client.query<{ mine: boolean }>(
    'select pg_try_advisory_lock(hashtextextended($1, 0)) as mine',
    [`safiri queue ${queue}`],
  );
  if (rows[0]?.mine === true)
    await client.query(
      `update ${queueSchema}.job set state = 'retry', start_after = now() where name = $1 and state = 'active'`,
      [queue],
    );
}

async function listDeadLetters(boss: PgBoss, queue: ServiceName, limit: number): Promise<DeadLetter[]> {
  const jobs = await boss.findJobs<unknown>(deadLetterQueue(queue), { queued: true });
  return jobs.slice(0, limit).map((job) => ({
    messageId: job.id,
    queue,
    envelope: parseEnvelope(job.data),
    failedAt: job.createdOn,
    error: JSON.stringify(job.output ?? null).slice(0, 500),
  }));
}

async function replayDeadLetters(boss: PgBoss, queue: ServiceName, limit: number): Promise<number> {
  return await boss.redrive(deadLetterQueue(queue), { destination: queue, limit });
}
