import { randomBytes } from 'node:crypto';
import { describe, expect, inject, it } from 'vitest';
import { relayBatch, startRelay, type Broker } from '../src/index.ts';
import { openDeliveryBed, type DeliveryBed } from './delivery-bed.ts';
import { eventually } from './eventually.ts';

async function open(): Promise<DeliveryBed> {
  return await openDeliveryBed(inject('postgres'));
}

const listener = `from pg_stat_activity where application_name = 'safiri-payment-outbox' and datname = current_database()`;

describe.concurrent('the relay', () => {
  it('moves each row once, with several side by side', async () => {
    await using on = await open();
    const numbers = Array.from({ length: 500 }, (_, n) => n);
    await on.tell(numbers);
    const moveAll = async (): Promise<number> => {
      let moved = 0;
      for (let rows = -1; rows !== 0; moved += rows) rows = await relayBatch(on.teller, on.broker);
      return moved;
    };
    const moved = await Promise.all([moveAll(), moveAll(), moveAll(), moveAll()]);
    // A row that another one has in hand is passed over; the last word is a quiet second look.
    const rest = await moveAll();
    expect([...moved, rest].reduce((sum, rows) => sum + rows)).toBe(numbers.length);
    const told = (await on.carried()).flat();
    expect(told.toSorted((a, b) => a - b)).toEqual(numbers);
    expect(await on.bed.outbox()).toEqual([]);
  });

  it('keeps what it could not hand over', async () => {
    await using on = await open();
    await on.tell([1, 2]);
    await on.bed.admin('revoke insert on queue.job, queue.job_common from safiri_payment');
    await expect(relayBatch(on.teller, on.broker)).rejects.toThrow('permission denied');
    expect(await on.bed.outbox()).toHaveLength(2);
    await on.bed.admin('grant insert on queue.job, queue.job_common to safiri_payment');
    expect(await relayBatch(on.teller, on.broker)).toBe(2);
  });

  it('sends news of megabytes one by one, and small ones behind them together', async () => {
    await using on = await open();
    for (const n of [1, 2]) await on.tell([n], randomBytes(800_000).toString('base64'));
    await on.tell([3, 4]);
    const moved = [];
    for (let rows = -1; rows !== 0; moved.push(rows)) rows = await relayBatch(on.teller, on.broker);
    expect(moved).toEqual([1, 1, 2, 0]);
  });

  it('hears of news again after its listening connection was cut', async () => {
    await using on = await open();
    const relay = startRelay({ db: on.teller, broker: on.broker, log: on.bed.deps.log });
    await eventually(async () => expect(await on.bed.admin(`select pid ${listener}`)).toHaveLength(1));
    const [before] = await on.bed.admin<{ pid: number }>(`select pid, pg_terminate_backend(pid) ${listener}`);
    await on.tell([1]);
    await eventually(async () => expect(await on.jobs()).toEqual({ created: 1 }));
    await eventually(async () =>
      expect(await on.bed.admin<{ pid: number }>(`select pid ${listener} and query ilike 'listen%'`)).toEqual([
        { pid: expect.any(Number) },
      ]),
    );
    const [after] = await on.bed.admin<{ pid: number }>(`select pid ${listener}`);
    expect(after?.pid).not.toBe(before?.pid);
    await relay.stop();
  });

  it('leaves no connection behind when it is stopped while it connects anew', async () => {
    await using on = await open();
    const relay = startRelay({ db: on.teller, broker: on.broker, log: on.bed.deps.log });
    await eventually(async () => expect(await on.bed.admin(`select pid ${listener}`)).toHaveLength(1));
    await on.bed.admin(`select pg_terminate_backend(pid) ${listener}`);
    await relay.stop();
    await eventually(async () => expect(await on.bed.admin(`select pid ${listener}`)).toEqual([]));
  });

  it('gives way to a service that is behind with what it is told', async () => {
    await using on = await open();
    const { promise: caughtUp, resolve: catchUp } = Promise.withResolvers<void>();
    const { promise: asked, resolve: ask } = Promise.withResolvers<string>();
    const broker: Broker = {
      ...on.broker,
      measure: async () => [],
      caughtUp: async (queue) => {
        ask(queue);
        await caughtUp;
      },
    };
    await on.tell([1]);
    const relay = startRelay({ db: on.teller, broker, log: on.bed.deps.log });
    expect(await asked).toBe('payment');
    expect(await on.jobs()).toEqual({});
    catchUp();
    await eventually(async () => expect(await on.jobs()).toEqual({ created: 1 }));
    await relay.stop();
  });

  it('goes on after failures, without anybody starting it again', async () => {
    await using on = await open();
    await on.bed.admin('revoke insert on queue.job, queue.job_common from safiri_payment');
    await on.tell([1]);
    const relay = startRelay({ db: on.teller, broker: on.broker, log: on.bed.deps.log });
    await on.bed.admin('grant insert on queue.job, queue.job_common to safiri_payment');
    await on.tell([2]);
    await eventually(async () => expect(await on.jobs()).toEqual({ created: 2 }));
    await relay.stop();
  });
});
