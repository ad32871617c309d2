import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { movableClock, newId } from '@safiri/kernel';
import { inTheEnd, openTcpProxy, scratchRedis, type ScratchRedis, type TcpProxy } from '@safiri/testkit/servers';
import { connectRedisMemory, createLog, type Memory } from '../../src/index.ts';

import { describeMemory, describeSharedMemory, type MemoryDriver } from './memory-suite.ts';

const missing = inject('redis')?.missing;
const log = createLog({ level: 'silent', service: 'runtime' });
const clock = movableClock(new Date('2026-05-05T12:00:00Z'));
const seen = { keptMilliseconds: 120_000, most: 100, mostOfKey: 100, whenFull: 'refuse' } as const;

let server: ScratchRedis;
beforeAll(async () => {
  const started = await scratchRedis();
  if ('missing' in started) throw new Error(started.missing);
  server = started;
});
afterAll(async () => await server.stop());

const driver: MemoryDriver = {
  name: 'Redis',
  open: async (of, product) => {
    const memory = connectRedisMemory({ url: server.url, clock: of, log, product, patienceMilliseconds: 20_000 });
    await shared(memory);
    return memory;
  },
};

async function shared(memory: Memory): Promise<void> {
  await inTheEnd(async () => expect(memory.isShared()).toBe(true));
}

type Faulty = AsyncDisposable & { readonly proxy: TcpProxy; readonly memory: Memory; readonly other: Memory };

/** Two processes, of which the first reaches Redis over a network that fails. */
async function openFaulty(): Promise<Faulty> {
  const proxy = await openTcpProxy(server.port);
  const product = `t${newId()}`;
  const memory = connectRedisMemory({ url: `redis://127.0.0.1:${proxy.port}`, clock, log, product });
  const other = await driver.open(clock, product);
  await shared(memory);
  return {
    proxy,
    memory,
    other,
    [Symbol.asyncDispose]: async () => {
      await Promise.all([memory.stop(), other.stop()]);
      await proxy.close();
    },
  };
}

describe.skipIf(missing !== undefined)(`Redis${missing === undefined ? '' : ` (skipped: ${missing})`}`, () => {
  describeMemory(driver);
  describeSharedMemory(driver);
  // Everything but answers, which nobody has to find: each process goes on with its own.
  describe.concurrent('Redis that is not there', () => {
    it('leaves each process its own counts, proofs and pace, and finds no answers', async () => {
      const memory = connectRedisMemory({ url: 'redis://127.0.0.1:1', clock, log });
      expect(memory.isShared()).toBe(false);
      const counts = memory.makeCounts('reads', { fromCount: 1 });
      expect([counts.add('a', 0), counts.add('a', 0)]).toEqual([1, 2]);
      const once = memory.makeOnce('proof', seen);
      expect([await once.note('k', 'a'), await once.note('k', 'a')]).toEqual([true, false]);
      const pace = memory.makePace('holds', { mostAMinute: 2, mostKeys: 10 });
      expect([await pace.count('a'), await pace.count('a'), await pace.count('a')]).toEqual([0, 0, 30_000]);
      await memory.answers.remember('key', 'first', 60);
      expect(await memory.answers.find('key')).toBeUndefined();
      const seats = [{ tripId: 1, seat: 1, from: 0, to: 1 }];
      expect(await memory.seatLock.take({ seats, holdId: 'h', ownerId: 'o' })).toMatchObject({ kind: 'ask' });
      await memory.stop();
    });
  });

  describe.concurrent('Redis whose connection', () => {
    it('is cut is used again when it is back, and meanwhile nobody waits for it', async () => {
      await using on = await openFaulty();
      const once = on.memory.makeOnce('proof', seen);
      const there = on.other.makeOnce('proof', seen);
      on.proxy.cutOff();
      expect(await once.note('k', 'a')).toBe(true);
      expect(await once.note('k', 'a')).toBe(false);
      on.proxy.mend();
      await shared(on.memory);
      expect(await once.note('k', 'b')).toBe(true);
      expect(await there.note('k', 'b')).toBe(false);
    });

    it('says nothing any more is believed to be away', async () => {
      await using on = await openFaulty();
      const once = on.memory.makeOnce('proof', seen);
      on.proxy.stall();
      expect(await once.note('k', 'a')).toBe(true);
      expect(on.memory.isShared()).toBe(false);
      on.proxy.mend();
      await shared(on.memory);
    });

    it('says nothing any more is believed to be away, also by who asks it nothing', async () => {
      await using on = await openFaulty();
      on.proxy.stall();
      await expect.poll(() => on.memory.isShared(), { timeout: 20_000 }).toBe(false);
      on.proxy.mend();
      await shared(on.memory);
    });

    it('is half closed is made anew', async () => {
      await using on = await openFaulty();
      on.proxy.halfClose();
      const there = on.other.makeOnce('proof', seen);
      const once = on.memory.makeOnce('proof', seen);
      await inTheEnd(async () => {
        const proof = newId();
        expect(await once.note('k', proof)).toBe(true);
        expect(await there.note('k', proof)).toBe(false);
      });
    });

    it('was cut is listened on again, and who listens is told that something may have been missed', async () => {
      await using on = await openFaulty();
      const heard: string[] = [];
      let began = 0;
      const listening = on.memory.fanOut?.listen({
        channel: 'seats',
        heard: (text) => heard.push(text),
        began: () => {
          began += 1;
        },
      });
      await inTheEnd(async () => expect(began).toBe(1));
      on.proxy.cut();
      await inTheEnd(async () => expect(began).toBe(2));
      await on.other.fanOut?.tell('seats', '3');
      await inTheEnd(async () => expect(heard).toEqual(['3']));
      await listening?.stop();
    });
  });

  it('Redis that starts anew, knowing nothing, has what each process counted since', async () => {
    const memory = await driver.open(clock, `t${newId()}`);
    const pace = memory.makePace('holds', { mostAMinute: 1, mostKeys: 10 });
    expect(await pace.count('a')).toBe(0);
    await server.restart();
    await shared(memory);
    // What it forgot is counted from nothing; its scripts are given to it anew.
    await inTheEnd(async () => expect(await pace.count('b')).toBe(0));
    expect(await pace.count('b')).toBe(60_000);
    await memory.stop();
  });
});
