import { sql } from 'kysely';
import Type from 'typebox';
import { event, type Envelope } from '@safiri/contracts/declaring';
import { openTestbed, type Testbed } from '@safiri/testkit';
import {
  asService,
  connectEmbeddedBroker,
  on,
  publish,
  transaction,
  type Broker,
  type Consumer,
  type Database,
  type MessageHandler,
} from '../src/index.ts';

export const somethingHappened = event({
  type: 'payment-succeeded',
  source: 'payment',
  payload: Type.Object({ n: Type.Integer(), text: Type.Optional(Type.String()) }),
});

/** Payment tells, ticketing hears and writes down what it heard. */
export type DeliveryBed = AsyncDisposable & {
  readonly bed: Testbed;
  readonly teller: Database;
  readonly hearer: Database;
  readonly broker: Broker;
  /** Writes one row per effect, whatever was written before: a second effect shows. */
  readonly effect: Consumer;
  tell(numbers: readonly number[], text?: string): Promise<void>;
  /** What was written down, in order of its numbers. */
  effects(): Promise<number[]>;
  /** Messages in ticketing's queue, by the state of the jobs that carry them; one that left its bundle is carried by two. */
  jobs(): Promise<Record<string, number>>;
  /** The numbers that wait in ticketing's queue or were in it, a list for each job. */
  carried(): Promise<number[][]>;
};

/** A further process's connection to the queues. */
export async function connectBroker(bed: Testbed): Promise<Broker> {
  return await connectEmbeddedBroker({
    connectionString: queueUrl(bed.deps.db),
    subscriptions: new Map([[somethingHappened.type, ['ticketing']]]),
    log: bed.deps.log,
  });
}

export function queueUrl(db: Database): string {
  const url = new URL(db.connectionString);
  url.username = 'safiri_queue';
  return url.href;
}

/** Hands every message of a batch to a function of one. */
export function eachAlone(handle: (envelope: Envelope) => Promise<unknown>): MessageHandler {
  return async (envelopes) => await Promise.allSettled(envelopes.map(handle));
}

export async function writeDown(n: number, db: Parameters<Consumer['handle']>[0]): Promise<void> {
  await sql`insert into effects (n) values (${n})`.execute(db);
}

const messagesOfJobs = `from queue.job job
  cross join jsonb_path_query(job.data, 'lax $[*]') with ordinality as m (message, place) where job.name = 'ticketing'`;

export async function openDeliveryBed(postgres: string): Promise<DeliveryBed> {
  const bed = await openTestbed({ service: 'payment', postgres });
  await bed.admin('create table ticketing.effects (n integer not null)');
  await bed.admin('grant select, insert on ticketing.effects to safiri_ticketing');
  // One repetition, at once: what is proven is that there is one, and then an end.
  await bed.admin(
    `update queue.queue set retry_limit = 1, retry_delay = 0, retry_backoff = false where name = 'ticketing'`,
  );
  const hearer = bed.connectAs('ticketing');
  const broker = await connectBroker(bed);
  return {
    bed,
    teller: bed.deps.db,
    hearer,
    broker,
    effect: on(somethingHappened, async (tx, payload) => await writeDown(payload.n, tx)),
    tell: async (numbers, text) =>
      await transaction(bed.deps.db, asService, async (tx) => {
        for (const n of numbers)
          await publish(tx, somethingHappened, {
            aggregateId: n,
            version: 1,
            payload: { n, ...(text === undefined ? {} : { text }) },
          });
      }),
    effects: async () =>
      (await bed.admin<{ n: number }>('select n from ticketing.effects order by n')).map((row) => row.n),
    jobs: async () => {
      const rows = await bed.admin<{ state: string; count: number }>(
        `select state, count(*)::int as count ${messagesOfJobs} group by state`,
      );
      return Object.fromEntries(rows.map((row) => [row.state, row.count]));
    },
    carried: async () => {
      const rows = await bed.admin<{ numbers: number[] }>(
        `select array_agg((message->'payload'->>'n')::int order by place) as numbers ${messagesOfJobs}
          group by job.id order by min((message->'payload'->>'n')::int)`,
      );
      return rows.map((row) => row.numbers);
    },
    [Symbol.asyncDispose]: async () => {
      await broker.stop();
      await bed.close();
    },
  };
}

export function numberOf(envelope: Envelope): number {
  const { payload } = envelope;
  return typeof payload === 'object' && payload !== null && 'n' in payload ? Number(payload.n) : Number.NaN;
}
