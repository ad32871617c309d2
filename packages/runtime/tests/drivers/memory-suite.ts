import { describe, expect, it } from 'vitest';
import { inTheEnd } from '@safiri/testkit/servers';
import { movableClock, newId, type MovableClock } from '@safiri/kernel';
import type { Memory } from '../../src/index.ts';

/** One way of remembering, as the suite knows it. */
export type MemoryDriver = {
  readonly name: string;
  /** As a process does, and ready; those of one `product` know together what they can. */
  readonly open: (clock: MovableClock, product: string) => Promise<Memory>;
};

const start = new Date('2026-05-05T12:00:00Z');
const seen = { keptMilliseconds: 120_000, most: 10, mostOfKey: 3, whenFull: 'refuse' } as const;
const pace = { mostAMinute: 30, mostKeys: 100 };

/** What every driver of the memory does, within one process and with nothing to share it by. */
export function describeMemory(driver: MemoryDriver): void {
  const open = async (): Promise<{ memory: Memory; clock: MovableClock }> => {
    const clock = movableClock(start);
    return { clock, memory: await driver.open(clock, `t${newId()}`) };
  };

  describe.concurrent(`${driver.name}`, () => {
    it('counts each caller at once, and forgets all when the minute is over', async () => {
      const { memory } = await open();
      const counts = memory.makeCounts('reads', { fromCount: 1 });
      expect([counts.add('a', 0), counts.add('a', 1), counts.add('b', 59_999)]).toEqual([1, 2, 1]);
      expect(counts.secondsLeft(59_000)).toBe(1);
      expect(counts.add('a', 60_000)).toBe(1);
      await memory.stop();
    });

    it('counts kinds of requests apart', async () => {
      const { memory } = await open();
      const [reads, writes] = ['reads', 'writes'].map((name) => memory.makeCounts(name, { fromCount: 1 }));
      expect([reads?.add('a', 0), writes?.add('a', 0)]).toEqual([1, 1]);
      await memory.stop();
    });

    it('lets a proof of a key pass once, and keys prove apart', async () => {
      const { memory } = await open();
      const once = memory.makeOnce('proof', seen);
      expect(await once.note('k', 'a')).toBe(true);
      expect(await once.note('k', 'a')).toBe(false);
      expect(await once.note('other', 'a')).toBe(true);
      await memory.stop();
    });

    it('refuses a key that proves without an end', async () => {
      const { memory } = await open();
      const once = memory.makeOnce('proof', seen);
      for (const proof of ['a', 'b', 'c']) expect(await once.note('k', proof)).toBe(true);
      await expect(once.note('k', 'd')).rejects.toThrow('More requests with proofs');
      expect(await once.note('other', 'd')).toBe(true);
      await memory.stop();
    });

    it('allows a burst, then so many a minute, and says when to come again', async () => {
      const { memory, clock } = await open();
      const holds = memory.makePace('holds', pace);
      for (let time = 0; time < 30; time += 1) expect(await holds.count('a')).toBe(0);
      expect(await holds.count('a')).toBe(2_000);
      expect(await holds.count('b')).toBe(0);
      clock.advanceSeconds(2);
      expect(await holds.count('a')).toBe(0);
      expect(await holds.count('a')).toBe(2_000);
      await memory.stop();
    });

    it('finds an answer that was given, and none that was not', async () => {
      const { memory } = await open();
      expect(await memory.answers.find('key')).toBeUndefined();
      await memory.answers.remember('key', '{"first": true}', 60);
      expect(await memory.answers.find('key')).toBe('{"first": true}');
      expect(await memory.answers.find('other')).toBeUndefined();
      await memory.stop();
    });
  });
}

/** What those do besides that share what they know: two processes are as one. */
export function describeSharedMemory(driver: MemoryDriver): void {
  const openTwo = async (): Promise<{ one: Memory; other: Memory; stop: () => Promise<void> }> => {
    const product = `t${newId()}`;
    const clock = movableClock(start);
    const [one, other] = [await driver.open(clock, product), await driver.open(clock, product)];
    return { one, other, stop: async () => void (await Promise.all([one.stop(), other.stop()])) };
  };
  describe.concurrent(`${driver.name}: two processes`, () => {
    it('know of a caller what both counted', async () => {
      const { one, other, stop } = await openTwo();
      const [here, there] = [one, other].map((memory) => memory.makeCounts('reads', { fromCount: 5 }));
      for (let time = 0; time < 10; time += 1) here?.add('a', 0);
      for (let time = 0; time < 7; time += 1) there?.add('a', 0);
      // Whoever asks on is told of the others' counts, and each request is counted once.
      let asked = 17;
      await inTheEnd(async () => {
        asked += 1;
        expect(there?.add('a', 0)).toBe(asked);
      });
      await stop();
    });

    it('let a proof pass once', async () => {
      const { one, other, stop } = await openTwo();
      const both = [one, other].map((memory) => memory.makeOnce('proof', seen));
      const passed = await Promise.all(both.map(async (once) => await once.note('k', 'a')));
      expect(new Set(passed)).toEqual(new Set([false, true]));
      await stop();
    });

    it('keep one pace', async () => {
      const { one, other, stop } = await openTwo();
      const both = [one, other].map((memory) => memory.makePace('holds', pace));
      for (let time = 0; time < 15; time += 1) for (const each of both) expect(await each.count('a')).toBe(0);
      for (const each of both) expect(await each.count('a')).toBe(2_000);
      await stop();
    });

    it('find what the other answered', async () => {
      const { one, other, stop } = await openTwo();
      await one.answers.remember('key', 'first', 60);
      expect(await other.answers.find('key')).toBe('first');
      await stop();
    });

    it('hear what the other tells', async () => {
      const { one, other, stop } = await openTwo();
      const heard: string[] = [];
      let began = 0;
      const listening = other.fanOut?.listen({
        channel: 'seats',
        heard: (text) => heard.push(text),
        began: () => {
          began += 1;
        },
      });
      await inTheEnd(async () => expect(began).toBe(1));
      await one.fanOut?.tell('elsewhere', '7');
      await one.fanOut?.tell('seats', '1,2');
      await inTheEnd(async () => expect(heard).toEqual(['1,2']));
      await listening?.stop();
      await stop();
    });
  });
}
