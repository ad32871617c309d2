import { sql } from 'kysely';
import Type from 'typebox';
import { event, type Envelope } from '@safiri/contracts/declaring';
import { openTestbed, type Testbed } from '@safiri/testkit';
import {
  asService,
  onMany,
  publish,
  publishMany,
  receive,
  receiveMany,
  transaction,
  type Broker,
  type Consumer,
  type Database,
  type MessageHandler,
} from '../../src/index.ts';

/** One way of carrying events, as the suite knows it. */
export type BrokerDriver = {
  readonly name: string;
  /** Queues for ticketing and notification, of a message's first try and one more. */
  readonly prepare: (bed: Testbed) => Promise<DriverBed>;
};

export type DriverBed = {
  /** As a further process does. */
  connect(): Promise<Broker>;
  /** Ends the connections of all processes to the queues, in the middle of whatever they do. */
  cut(): Promise<void>;
  close(): Promise<void>;
};

const somethingHappened = event({
  type: 'payment-succeeded',
  source: 'payment',
  payload: Type.Object({ n: Type.Integer(), text: Type.Optional(Type.String()) }),
});

/** What both services hear, and what nobody does. */
export const subscriptions = new Map([[somethingHappened.type, ['ticketing', 'notification'] as const]]);

/** Payment tells; ticketing hears and writes one row per effect, whatever is there already: a second effect shows. */
export type BrokerBed = AsyncDisposable & {
  readonly bed: Testbed;
  readonly teller: Database;
  readonly broker: Broker;
  readonly driver: DriverBed;
  tell(numbers: readonly number[], text?: string): Promise<void>;
  /** News that nobody hears. */
  tellNobody(): Promise<void>;
  untold(): Promise<number>;
  effects(): Promise<number[]>;
  /** The effect of one message, in ticketing. */
  effect(envelope: Envelope): Promise<unknown>;
  /** As ticketing's process handles its queue. */
  readonly handle: MessageHandler;
  connect(): Promise<Broker>;
};

const unheard = event({ type: 'payment-failed', source: 'payment', payload: Type.Object({}) });

export async function openBrokerBed(driver: BrokerDriver, postgres: string): Promise<BrokerBed> {
  const bed = await openTestbed({ service: 'payment', postgres });
  await bed.admin('create table ticketing.effects (n integer not null)');
  await bed.admin('grant select, insert on ticketing.effects to safiri_ticketing');
  const hearer = bed.connectAs('ticketing');
  const prepared = await driver.prepare(bed);
  const brokers: Broker[] = [];
  const connect = async (): Promise<Broker> => {
    const broker = await prepared.connect();
    brokers.push(broker);
    return broker;
  };
  const effect: Consumer = onMany(somethingHappened, async (tx, messages) => {
    const numbers = messages.map(({ payload }) => payload.n);
    await sql`insert into effects (n) select unnest(${numbers}::integer[])`.execute(tx);
  });
  const teller = bed.deps.db;
  return {
    bed,
    teller,
    broker: await connect(),
    driver: prepared,
    connect,
    tell: async (numbers, text) =>
      await transaction(teller, asService, async (tx) => {
        const payloadOf = (n: number) => ({ n, ...(text === undefined ? {} : { text }) });
        await publishMany(
          tx,
          somethingHappened,
          numbers.map((n) => ({ aggregateId: n, version: 1, payload: payloadOf(n) })),
        );
      }),
    tellNobody: async () =>
      await transaction(teller, asService, async (tx) =>
        publish(tx, unheard, { aggregateId: 1, version: 1, payload: {} }),
      ),
    untold: async () => (await bed.outbox()).length,
    effects: async () =>
      (await bed.admin<{ n: number }>('select n from ticketing.effects order by n')).map((row) => row.n),
    effect: async (envelope) => await receive(hearer, [effect], envelope),
    handle: async (envelopes) => await receiveMany({ db: hearer, consumers: [effect], log: bed.deps.log }, envelopes),
    [Symbol.asyncDispose]: async () => {
      await Promise.all(brokers.map((broker) => broker.stop()));
      await prepared.close();
      await bed.close();
    },
  };
}
