import pg from 'pg';
import { PgBoss, type Job, type JobResult } from 'pg-boss';
import Type from 'typebox';
import { Compile } from 'typebox/compile';
import type { Envelope, ServiceName } from '@safiri/contracts/declaring';
import { queueSchema } from '../database/roles.ts';
import type { Log } from '../log.ts';
import { createBacklog, type Backlog } from './backlog.ts';
import type { Broker, DeadLetter, Subscriptions } from './broker.ts';
import { messagesIn, priorityOf } from './bundles.ts';
import { deadLetterQueue, quiet } from './embedded-queue-setup.ts';
import { measureEmbeddedQueues } from './measure-embedded-queues.ts';
import { moveNews } from './move-news.ts';
import { redactDeadLetters } from './redact-dead-letters.ts';
import { settleJobs } from './settle-jobs.ts';

/**
 * Jobs taken at once. Of light ones up to 512 messages and two megabytes come together, for handlers that decide many with
 * one statement; heavy ones, as an import of a network tells, come two at a time and by a worker of their own, so that
 * memory, the pool and the light ones hardly feel them.
 */
const batchOf = { light: 8, heavy: 2 } as const;
/** While the statements of one batch of light ones run, the other's messages are read and its news is written. */
const lightWorkers = 2;

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
    // inbox knows it. News is moved in a transaction of the service it is from, which waits for the disk.
    options: '-c synchronous_commit=off',
    max: 4,
  });
  boss.on('error', (error) => log.warn({ err: error }, 'queue'));
  await boss.start();
  const claims = await connectClaims(options.connectionString).catch(async (error: unknown) => {
    await boss.stop({ graceful: false });
    throw error;
  });
  const backlogs = new Map<string, Backlog>();
  return {
    relay: async (tx) => await moveNews(tx, subscriptions),
    isReachable: () => true,
    caughtUp: async (queue) => await backlogs.get(queue)?.caughtUp(),
    consume: async (queue, handle) => {
      await takeBackOrphans(claims, queue);
      const backlog = createBacklog();
      backlogs.set(queue, backlog);
      const work = async (jobs: readonly Job<unknown>[]): Promise<JobResult[]> =>
        await settleJobs(jobs, { handle, log, putBack: async (singles) => void (await boss.insert(queue, singles)) });
      const light = { batchSize: batchOf.light, minPriority: priorityOf.light, localConcurrency: lightWorkers };
      await boss.work<unknown>(queue, { ...working, ...light }, async (jobs) => {
        backlog.took(jobs.length === batchOf.light);
        return await work(jobs);
      });
      await boss.work<unknown>(queue, { ...working, batchSize: batchOf.heavy, maxPriority: priorityOf.heavy }, work);
    },
    listDeadLetters: async (queue, limit) => await listDeadLetters(boss, queue, limit),
    replayDeadLetters: async (queue, limit) =>
      await boss.redrive(deadLetterQueue(queue), { destination: queue, limit }),
    redact: async (orderIds) => await redactDeadLetters(boss, orderIds),
    measure: async () => await measureEmbeddedQueues(boss, [...new Set([...subscriptions.values()].flat())]),
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
  const letters = deadLetterRows.Parse(rows).flatMap(({ id, data, failedAt, error }) => {
    const messages = messagesIn(data);
    const told = messages.length > 0 ? messages : [unreadable(id, failedAt, data)];
    return told.map((envelope) => ({
      messageId: envelope.eventId,
      queue,
      envelope,
      failedAt: new Date(failedAt),
      error,
    }));
  });
  return letters.slice(0, limit);
}

/** Stands in the list for what is no envelope, or none any more: it must not hide the others. */
function unreadable(id: string, occurredAt: string, payload: unknown): Envelope {
  return { eventId: id, type: 'unreadable', source: '', aggregateId: '', version: 1, occurredAt, payload };
}
