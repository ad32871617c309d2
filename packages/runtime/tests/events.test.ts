import { sql } from 'kysely';
import Type from 'typebox';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { event } from '@safiri/contracts/declaring';
import { openTestbed, type Testbed } from '@safiri/testkit';
import { asService, connectEmbeddedBroker, publish, relayBatch, transaction, type Broker } from '../src/index.ts';
import { eachAlone } from './delivery-bed.ts';

const somethingHappened = event({
  type: 'payment-succeeded',
  source: 'payment',
  payload: Type.Object({ n: Type.Integer() }),
});

let bed: Testbed;
let broker: Broker;

beforeAll(async () => {
  bed = await openTestbed({ service: 'payment', postgres: inject('postgres') });
  const url = new URL(bed.deps.db.connectionString);
  url.username = 'safiri_queue';
  broker = await connectEmbeddedBroker({
    connectionString: url.href,
    subscriptions: new Map([['payment-succeeded', ['ticketing', 'notification']]]),
    log: bed.deps.log,
  });
});
afterAll(async () => {
  await broker.stop();
  await bed.close();
});

describe('outbox to queue', () => {
  it('hands an event to every queue that wants it, once, and empties the outbox', async () => {
    await transaction(
      bed.deps.db,
      asService,
      async (tx) => await publish(tx, somethingHappened, { aggregateId: 'a', version: 1, payload: { n: 1 } }),
    );
    expect(await relayBatch(bed.deps.db, broker)).toBe(1);
    expect(await relayBatch(bed.deps.db, broker)).toBe(0);
    const heard: string[] = [];
    await new Promise<void>((resolve) => {
      const handle = (queue: string) =>
        eachAlone(async () => {
          heard.push(queue);
          if (heard.length === 2) resolve();
        });
      void broker.consume('ticketing', handle('ticketing'));
      void broker.consume('notification', handle('notification'));
    });
    expect(heard.toSorted()).toEqual(['notification', 'ticketing']);
  });

  it('nothing is told by a transaction that rolls back', async () => {
    await expect(
      transaction(bed.deps.db, asService, async (tx) => {
        await publish(tx, somethingHappened, { aggregateId: 'a', version: 2, payload: { n: 2 } });
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    expect(await relayBatch(bed.deps.db, broker)).toBe(0);
  });

  it('a transaction without an actor can neither tell nor read news', async () => {
    await expect(
      sql`insert into outbox (event_id, type, aggregate_id, version, payload) values (gen_random_uuid(), 'x', 'x', 1, '{}')`.execute(
        bed.deps.db.kysely,
      ),
    ).rejects.toThrow(/row-level security/);
  });
});
