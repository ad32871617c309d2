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

/**
 * Messages taken at once. Light ones by the dozen, for handlers that decide many with one statement; heavy ones, as an import
 * of a network tells, two at a time and by a worker of their own, so that memory, the pool and the light ones hardly feel them.
 */
const batchOf = { light: 128, heavy: 2 } as const;
/** Of the payload's JSON: a batch of light ones stays below four megabytes. */
const heavyCharacters = 32_768;
/** The queue's own word for the weight: light before heavy. */
const priorityOf = { light: 0, heavy: -1 } as const;

const working = {
  burstWhenBatchFull: true,
  perJobResults: true,
  pollingIntervalSeconds: 0.5,
  notifyPollingIntervalSeconds: 1,
} as const;

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
    // What is taken and what is done need not be on the disk at once: after a crash a message comes once more, and the
    // inbox knows it. Delivering is part of the relay's own transaction, which waits for the disk.
    options: '-c synchronous_commit=off',
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
      const work = async (jobs: readonly Job<unknown>[]): Promise<JobResult[]> => await settle(jobs, handle, log);
      await boss.work<unknown>(queue, { ...working, batchSize: batchOf.light, minPriority: priorityOf.light }, work);
      await boss.work<unknown>(queue, { ...working, batchSize: batchOf.heavy, maxPriority: priorityOf.heavy }, work);
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
const noEnvelope: PromiseSettledResult<unknown> = {
  status: 'rejected',
  reason: new Error('A message in the queue is no event envelope'),
};

/** A message that fails is delivered again later; its neighbours in the batch are not held up by it. */
async function settle(jobs: readonly Job<unknown>[], handle: MessageHandler, log: Log): Promise<JobResult[]> {
  const readable = jobs.flatMap(({ id, data }) => (envelopeValidator.Check(data) ? [{ id, envelope: data }] : []));
  const settled = await handle(readable.map(({ envelope }) => envelope));
  const outcomes = new Map(readable.map(({ id }, index) => [id, settled[index]]));
  return jobs.map((job) => {
    const outcome = outcomes.get(job.id) ?? noEnvelope;
    if (outcome.status === 'fulfilled') return { id: job.id, status: 'completed' };
    const { reason }: { reason: unknown } = outcome;
    log.warn({ err: reason, messageId: job.id, queue: job.name }, 'message failed and will be tried again');
    return {
      id: job.id,
      status: 'failed',
      output: { error: reason instanceof Error ? reason.message : String(reason) },
    };
  });
}

type NewJob = { readonly id: string; readonly data: Envelope; readonly priority: number };

/** The event's id is the job's id: a batch handed over twice adds nothing. */
function groupByQueue(envelopes: readonly Envelope[], subscriptions: Subscriptions): Map<ServiceName, NewJob[]> {
  const jobs = new Map<ServiceName, NewJob[]>();
  for (const envelope of envelopes) {
    const weight = JSON.stringify(envelope.payload).length > heavyCharacters ? 'heavy' : 'light';
    const job = { id: envelope.eventId, data: envelope, priority: priorityOf[weight] };
    for (const queue of subscriptions.get(envelope.type) ?? []) {
      const list = jobs.get(queue) ?? [];
      list.push(job);
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
