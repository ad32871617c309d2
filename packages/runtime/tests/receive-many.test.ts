import { sql } from 'kysely';
import { describe, expect, inject, it } from 'vitest';
import type { Envelope } from '@safiri/contracts/declaring';
import { newId } from '@safiri/kernel';
import { on, onMany, receiveMany, relayBatch, type Consumer, type Hearing, type Tx } from '../src/index.ts';
import { connectBroker, openDeliveryBed, somethingHappened, writeDown, type DeliveryBed } from './delivery-bed.ts';
import { eventually } from './eventually.ts';

async function open(): Promise<DeliveryBed> {
  return await openDeliveryBed(inject('postgres'));
}

const poison = -1;

/** Writes all numbers down by one statement; one of them can never be. */
async function writeAll(tx: Tx, numbers: readonly number[]): Promise<void> {
  if (numbers.includes(poison)) throw new Error('poisonous');
  await sql`insert into effects (n) select unnest(${numbers}::integer[])`.execute(tx);
}

const together = onMany(somethingHappened, async (tx, messages) => {
  await writeAll(
    tx,
    messages.map((message) => message.payload.n),
  );
});

function hearing(bed: DeliveryBed, consumers: readonly Consumer[] = [together]): Hearing {
  return { db: bed.hearer, consumers, log: bed.bed.deps.log };
}

function message(n: unknown, aggregateId = newId()): Envelope {
  return {
    eventId: newId(),
    type: somethingHappened.type,
    source: 'payment',
    aggregateId,
    version: 1,
    occurredAt: '2031-03-01T00:00:00Z',
    payload: { n },
  };
}

function told(outcomes: Awaited<ReturnType<typeof receiveMany>>): string[] {
  return outcomes.map((outcome) => (outcome.status === 'fulfilled' ? outcome.value : String(outcome.reason)));
}

/** How many transactions made the effects that are there. */
async function transactions(bed: DeliveryBed): Promise<number> {
  const [row] = await bed.bed.admin<{ n: number }>(
    'select count(distinct xmin::text)::int as n from ticketing.effects',
  );
  return row?.n ?? -1;
}

describe.concurrent('messages taken together', () => {
  it('share a transaction, and have no second effect when they come again, alone or among others', async () => {
    await using bed = await open();
    const messages = [1, 2, 3, 4, 5].map((n) => message(n));
    expect(told(await receiveMany(hearing(bed), messages))).toEqual(messages.map(() => 'handled'));
    expect(await transactions(bed)).toBe(1);
    const sixth = message(6);
    expect(told(await receiveMany(hearing(bed), [...messages.slice(3), sixth, { ...sixth }]))).toEqual([
      'repeated',
      'repeated',
      'handled',
      'repeated',
    ]);
    expect(told(await receiveMany(hearing(bed), messages.slice(0, 1)))).toEqual(['repeated']);
    expect(await bed.effects()).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('are handled one by one when their transaction fails: the poisonous one fails alone', async () => {
    await using bed = await open();
    const messages = [message(1), message(poison), message(2), message('three'), message(4)];
    expect(told(await receiveMany(hearing(bed), messages))).toEqual([
      'handled',
      'Error: poisonous',
      'handled',
      expect.stringContaining('does not fit its contract: /n must be integer'),
      'handled',
    ]);
    expect(await bed.effects()).toEqual([1, 2, 4]);
    expect(await transactions(bed)).toBe(3);
    const ids = await bed.bed.admin<{ id: string }>('select message_id as id from ticketing.inbox');
    expect(new Set(ids.map((row) => row.id))).toEqual(new Set([0, 2, 4].map((at) => messages[at]?.eventId)));
  });

  it('are handled one by one when one of their consumers takes no more', async () => {
    await using bed = await open();
    const another = on(somethingHappened, async (tx, payload) => await writeDown(payload.n + 100, tx));
    await receiveMany(hearing(bed, [together, another]), [message(1), message(2)]);
    expect(await bed.effects()).toEqual([1, 2, 101, 102]);
    expect(await transactions(bed)).toBe(2);
  });

  it('are dropped without a trace when nobody wants them any more', async () => {
    await using bed = await open();
    expect(told(await receiveMany(hearing(bed, []), [message(1), message(2)]))).toEqual(['not-wanted', 'not-wanted']);
    expect(await bed.bed.admin('select from ticketing.inbox')).toEqual([]);
  });

  it('keep the order of their aggregate, together and one by one', async () => {
    await using bed = await open();
    const numbers = Array.from({ length: 24 }, (_, n) => n);
    const ofThree = numbers.map((n) => message(n, `aggregate ${n % 3}`));
    const orders = async (consumers: readonly Consumer[]): Promise<number[][]> => {
      await bed.bed.admin('truncate ticketing.effects, ticketing.inbox');
      await receiveMany(hearing(bed, consumers), ofThree);
      const rows = await bed.bed.admin<{ n: number }>('select n from ticketing.effects order by ctid');
      return [0, 1, 2].map((rest) => rows.map((row) => row.n).filter((n) => n % 3 === rest));
    };
    const asTold = [0, 1, 2].map((rest) => numbers.filter((n) => n % 3 === rest));
    expect(await orders([together])).toEqual(asTold);
    expect(await orders([bed.effect])).toEqual(asTold);
  });

  it('by two processes at the same moment, in opposite order, have one effect each', async () => {
    await using bed = await open();
    const messages = Array.from({ length: 40 }, (_, n) => message(n));
    const second = { ...hearing(bed), db: bed.bed.connectAs('ticketing') };
    const outcomes = await Promise.all([
      receiveMany(hearing(bed), messages),
      receiveMany(second, messages.toReversed()),
      receiveMany(hearing(bed), messages.slice(10, 20)),
    ]);
    expect(outcomes.flatMap(told).filter((outcome) => outcome === 'handled')).toHaveLength(40);
    expect(await bed.effects()).toEqual(messages.map((_message, n) => n));
  });
});

describe.concurrent('through the real queue', () => {
  it('every message has its effect once, a poisonous one is a dead letter, with two processes side by side', async () => {
    await using bed = await open();
    const second = await connectBroker(bed.bed);
    const numbers = Array.from({ length: 300 }, (_, n) => n);
    await bed.tell([...numbers, poison]);
    await relayBatch(bed.teller, bed.broker);
    for (const broker of [bed.broker, second])
      await broker.consume('ticketing', async (envelopes) => await receiveMany(hearing(bed), envelopes));
    await eventually(async () => expect(await bed.jobs()).toEqual({ completed: 301, failed: 1 }));
    expect(await bed.effects()).toEqual(numbers);
    expect(await bed.broker.listDeadLetters('ticketing', 10)).toMatchObject([{ error: 'poisonous' }]);
    await second.stop();
  });

  it('heavy messages travel behind the light ones, a few at a time, and arrive all the same', async () => {
    await using bed = await open();
    await bed.tell([1, 2, 3], 'x'.repeat(40_000));
    await bed.tell([4, 5, 6]);
    for (let moved = -1; moved !== 0;) moved = await relayBatch(bed.teller, bed.broker);
    expect(await bed.carried()).toEqual([[1], [2], [3], [4, 5, 6]]);
    const seen: number[] = [];
    await bed.broker.consume('ticketing', async (envelopes) => {
      seen.push(envelopes.length);
      return await receiveMany(hearing(bed), envelopes);
    });
    await eventually(async () => expect(await bed.effects()).toEqual([1, 2, 3, 4, 5, 6]));
    expect(seen.toSorted((a, b) => a - b)).toEqual([1, 2, 3]);
  });

  it('a handler that answers nothing has its messages delivered again', async () => {
    await using bed = await open();
    let calls = 0;
    await bed.tell([1, 2]);
    await relayBatch(bed.teller, bed.broker);
    await bed.broker.consume('ticketing', async (envelopes) => {
      calls += 1;
      if (calls === 1) throw new Error('out of memory');
      return await receiveMany(hearing(bed), envelopes);
    });
    await eventually(async () => expect(await bed.effects()).toEqual([1, 2]));
  });
});
