import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { describe, expect, inject, it } from 'vitest';
import type { Envelope } from '@safiri/contracts/declaring';
import {
  isUnavailable,
  receive,
  receiveMany,
  relayBatch,
  startRelay,
  type Broker,
  type MessageHandler,
} from '../src/index.ts';
import { connectBroker, eachAlone, numberOf, openDeliveryBed, queueUrl, type DeliveryBed } from './delivery-bed.ts';
import { eventually } from './eventually.ts';

/** A database and queues of its own for each test: they wait at the same time, not one after another. */
async function open(): Promise<DeliveryBed> {
  return await openDeliveryBed(inject('postgres'));
}

const locksOfThisDatabase = `select from pg_locks
  where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())`;

/** A process that will be killed with messages in hand; at the latest at the end of its test. */
function hungConsumer(on: DeliveryBed): AsyncDisposable {
  const program = fileURLToPath(new URL('hung-consumer.ts', import.meta.url));
  const child = spawn(process.execPath, [program, queueUrl(on.teller), on.hearer.connectionString], {
    stdio: 'ignore',
  });
  const ended = once(child, 'exit');
  return {
    [Symbol.asyncDispose]: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

/** As a service's process handles its queue. */
function handling(on: DeliveryBed): MessageHandler {
  const hearing = { db: on.hearer, consumers: [on.effect], log: on.bed.deps.log };
  return async (envelopes) => await receiveMany(hearing, envelopes);
}

function handlingOne(on: DeliveryBed): (envelope: Envelope) => Promise<unknown> {
  return async (envelope) => await receive(on.hearer, [on.effect], envelope);
}

/** Until the queue has no other jobs than these; retries are looked for once a second. */
async function settled(on: DeliveryBed, jobs: Record<string, number>): Promise<void> {
  await eventually(async () => expect(await on.jobs()).toEqual(jobs));
}

describe.concurrent('a message', () => {
  it('that fails is tried again, ends as a dead letter with its error, and takes effect when it is replayed', async () => {
    await using on = await open();
    let broken = true;
    let tries = 0;
    await on.broker.consume(
      'ticketing',
      eachAlone(async (envelope) => {
        tries += 1;
        if (broken) throw new Error('the printer is on fire');
        await handlingOne(on)(envelope);
      }),
    );
    await on.tell([1]);
    await relayBatch(on.teller, on.broker);
    await settled(on, { failed: 1 });
    expect(tries).toBe(2);
    const letters = await on.broker.listDeadLetters('ticketing', 10);
    expect(letters).toEqual([
      {
        messageId: letters[0]?.envelope.eventId,
        queue: 'ticketing',
        envelope: expect.objectContaining({ type: 'payment-succeeded', source: 'payment', payload: { n: 1 } }),
        failedAt: expect.any(Date),
        error: 'the printer is on fire',
      },
    ]);

    broken = false;
    expect(await on.broker.replayDeadLetters('ticketing', 10)).toBe(1);
    await settled(on, { failed: 1, completed: 1 });
    expect(await on.effects()).toEqual([1]);
    expect(await on.broker.listDeadLetters('ticketing', 10)).toEqual([]);
    expect(await on.broker.replayDeadLetters('ticketing', 10)).toBe(0);
  });

  it('whose effect was committed but not reported has one effect, and so has one that was dead and is replayed', async () => {
    await using on = await open();
    await on.broker.consume(
      'ticketing',
      eachAlone(async (envelope) => {
        await handlingOne(on)(envelope);
        throw new Error('killed between commit and completion');
      }),
    );
    await on.tell([1]);
    await relayBatch(on.teller, on.broker);
    await settled(on, { failed: 1 });
    expect(await on.broker.replayDeadLetters('ticketing', 10)).toBe(1);
    await settled(on, { failed: 2 });
    expect(await on.effects()).toEqual([1]);
  });

  it('that was handled twice at the same moment has one effect', async () => {
    await using on = await open();
    await on.tell([1]);
    await relayBatch(on.teller, on.broker);
    const [row] = await on.bed.admin<{ data: Envelope }>('select data from queue.job');
    if (row === undefined) throw new Error('no message');
    const outcomes = await Promise.all([1, 2, 3].map(async () => await receive(on.hearer, [on.effect], row.data)));
    expect(outcomes.toSorted()).toEqual(['handled', 'repeated', 'repeated']);
    expect(await on.effects()).toEqual([1]);
  });

  it('that cannot be handled does not hold up its neighbours', async () => {
    await using on = await open();
    await on.broker.consume(
      'ticketing',
      eachAlone(async (envelope) => {
        if (numberOf(envelope) === 4) throw new Error('poisonous');
        await handlingOne(on)(envelope);
      }),
    );
    await on.tell([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    await relayBatch(on.teller, on.broker);
    await settled(on, { completed: 10, failed: 1 });
    expect(await on.effects()).toEqual([1, 2, 3, 5, 6, 7, 8, 9, 10]);
  });

  it('of a type nobody handles any more is dropped, without a trace in the inbox', async () => {
    await using on = await open();
    await on.broker.consume(
      'ticketing',
      eachAlone(async (envelope) => {
        await receive(on.hearer, [], envelope);
      }),
    );
    await on.tell([1]);
    await relayBatch(on.teller, on.broker);
    await settled(on, { completed: 1 });
    expect(await on.bed.admin('select from ticketing.inbox')).toEqual([]);
  });

  it('that does not fit its contract ends as a dead letter that names the field', async () => {
    await using on = await open();
    await on.broker.consume('ticketing', handling(on));
    await on.tell([1, 2]);
    await on.bed.admin(
      `update payment.outbox set payload = case when payload->>'n' = '1' then '{"n": "one"}' else '{}' end::jsonb`,
    );
    await relayBatch(on.teller, on.broker);
    await settled(on, { completed: 2, failed: 2 });
    const letters = await on.broker.listDeadLetters('ticketing', 10);
    expect(letters.map((letter) => letter.error.replace(letter.messageId, 'ID')).toSorted()).toEqual([
      'Event payment-succeeded ID does not fit its contract: /n is required',
      'Event payment-succeeded ID does not fit its contract: /n must be integer',
    ]);
    expect(await on.effects()).toEqual([]);
  });

  it('whose bundle never came out of its tries is listed by itself, and takes effect when it is replayed', async () => {
    await using on = await open();
    let broken = true;
    await on.broker.consume('ticketing', async (envelopes) => {
      if (broken) throw new Error('no memory for so many');
      return await handling(on)(envelopes);
    });
    await on.bed.admin(`update queue.queue set retry_limit = 0 where name = 'ticketing'`);
    await on.tell([1, 2]);
    await relayBatch(on.teller, on.broker);
    await settled(on, { failed: 2 });
    const letters = await on.broker.listDeadLetters('ticketing', 10);
    expect(letters.map((letter) => [letter.envelope.payload, letter.error])).toEqual([
      [{ n: 1 }, 'no memory for so many'],
      [{ n: 2 }, 'no memory for so many'],
    ]);
    broken = false;
    expect(await on.broker.replayDeadLetters('ticketing', 10)).toBe(1);
    await eventually(async () => expect(await on.effects()).toEqual([1, 2]));
  });

  it('that is no event at all ends as a dead letter too, and does not hide the others', async () => {
    await using on = await open();
    await on.broker.consume('ticketing', handling(on));
    for (const data of ['{"no": "envelope"}', 'null'])
      await on.bed.admin(
        `insert into queue.job (name, data, retry_limit, dead_letter) values ('ticketing', $1, 0, 'ticketing-dead')`,
        [data],
      );
    await settled(on, { failed: 2 });
    const letters = await on.broker.listDeadLetters('ticketing', 10);
    expect(letters.map((letter) => [letter.envelope.type, letter.error])).toEqual([
      ['unreadable', 'A message in the queue is no event envelope'],
      ['unreadable', 'A message in the queue is no event envelope'],
    ]);
    expect(await on.broker.listDeadLetters('ticketing', 1)).toHaveLength(1);
  });
});

describe.concurrent('processes', () => {
  it('side by side handle each message once', async () => {
    await using on = await open();
    const second = await connectBroker(on.bed);
    const by = new Map<Broker, number>([
      [on.broker, 0],
      [second, 0],
    ]);
    for (const broker of by.keys())
      await broker.consume('ticketing', async (envelopes) => {
        by.set(broker, (by.get(broker) ?? 0) + envelopes.length);
        return await handling(on)(envelopes);
      });
    const numbers = Array.from({ length: 200 }, (_, n) => n);
    await on.tell(numbers);
    await relayBatch(on.teller, on.broker);
    await settled(on, { completed: numbers.length });
    expect(await on.effects()).toEqual(numbers);
    expect([...by.values()].reduce((sum, count) => sum + count)).toBe(numbers.length);
    await second.stop();
  });

  it('whose every connection the database ended, as when it starts anew, go on by themselves', async () => {
    await using on = await open();
    const relay = startRelay({ db: on.teller, broker: on.broker, log: on.bed.deps.log });
    await on.broker.consume('ticketing', handling(on));
    await on.tell([1]);
    await settled(on, { completed: 1 });
    await on.bed.admin(
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and usename like 'safiri%'`,
    );
    // The first use of a connection that was ended says so; nothing is lost by telling again.
    const outcome = async (): Promise<string> =>
      await on.tell([2]).then(
        () => 'told',
        (error: unknown) => (isUnavailable(error) ? 'unavailable' : 'a bug'),
      );
    await eventually(async () => expect(await outcome()).toBe('told'));
    await eventually(async () => expect(await on.effects()).toContain(2));
    await relay.stop();
  });

  it('that stop finish what they have in hand and take nothing more', async () => {
    await using on = await open();
    const stopping = await connectBroker(on.bed);
    const { promise: begun, resolve: begin } = Promise.withResolvers<void>();
    const { promise: allowed, resolve: allow } = Promise.withResolvers<void>();
    await stopping.consume(
      'ticketing',
      eachAlone(async (envelope) => {
        begin();
        await allowed;
        await handlingOne(on)(envelope);
      }),
    );
    await on.tell([1]);
    await relayBatch(on.teller, on.broker);
    await begun;
    const stopped = stopping.stop();
    await on.tell([2]);
    await relayBatch(on.teller, on.broker);
    allow();
    await stopped;
    expect(await on.jobs()).toEqual({ completed: 1, created: 1 });
    expect(await on.effects()).toEqual([1]);
  });

  it('that were killed with messages in hand have them taken back at once by the next, and every effect is there once', async () => {
    await using on = await open();
    await using killed = hungConsumer(on);
    await on.tell([1, 2]);
    await relayBatch(on.teller, on.broker);
    await settled(on, { active: 2 });
    await eventually(async () => expect(await on.effects()).toEqual([1, 2]));
    await killed[Symbol.asyncDispose]();
    await eventually(async () => expect(await on.bed.admin(locksOfThisDatabase)).toEqual([]));

    await on.broker.consume('ticketing', handling(on));
    await settled(on, { completed: 4 });
    expect(await on.effects()).toEqual([1, 2]);
    // Each has a job of its own now: the next time it would be known which of them it is.
    expect((await on.carried()).toSorted((a, b) => a.length - b.length)).toEqual([[1], [2], [1, 2]]);
  });

  it('leave alone what a living one has in hand', async () => {
    await using on = await open();
    const living = await connectBroker(on.bed);
    const { promise: allowed, resolve: allow } = Promise.withResolvers<void>();
    await living.consume(
      'ticketing',
      eachAlone(async (envelope) => {
        await allowed;
        await handlingOne(on)(envelope);
      }),
    );
    await on.tell([1]);
    await relayBatch(on.teller, on.broker);
    await settled(on, { active: 1 });
    await on.broker.consume(
      'ticketing',
      eachAlone(async () => {
        throw new Error('handled twice at once');
      }),
    );
    expect(await on.jobs()).toEqual({ active: 1 });
    allow();
    await settled(on, { completed: 1 });
    await living.stop();
  });

  it('do not take back what was tried as often as allowed: it may be what kills them', async () => {
    await using on = await open();
    await on.bed.admin(
      `insert into queue.job (name, data, state, retry_count, retry_limit, started_on) values ('ticketing', '{}', 'active', 1, 1, now())`,
    );
    await on.broker.consume('ticketing', handling(on));
    await on.tell([1]);
    await relayBatch(on.teller, on.broker);
    await settled(on, { active: 1, completed: 1 });
  });
});
