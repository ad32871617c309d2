import { describe, expect, it } from 'vitest';
import { newId } from '@safiri/kernel';
import type { SeatLock } from '../../src/index.ts';

/** One way of locking seats, as the suite knows it. */
export type SeatLockDriver = {
  readonly name: string;
  /** Locks of two processes on the same nodes, all of which answer. */
  readonly open: () => Promise<{
    readonly one: SeatLock;
    readonly other: SeatLock;
    readonly close: () => Promise<void>;
  }>;
};

type Wish = Parameters<SeatLock['take']>[0];

let lastTrip = 0;
/** A trip of a test's own, and who wants what of it. */
function trip(): (seats: readonly (readonly [seat: number, from: number, to: number])[], ownerId?: string) => Wish {
  lastTrip += 1;
  const tripId = lastTrip;
  return (seats, ownerId = newId()) => ({
    seats: seats.map(([seat, from, to]) => ({ tripId, seat, from, to })),
    holdId: newId(),
    ownerId,
  });
}

async function asked(lock: SeatLock, wish: Wish): Promise<(won: boolean) => Promise<void>> {
  const taken = await lock.take(wish);
  if (taken.kind !== 'ask') throw new Error('lost seats that nobody told to have');
  return taken.done;
}

/** What every lock of seats does, however many nodes it is made of. */
export function describeSeatLock(driver: SeatLockDriver): void {
  describe.concurrent(`${driver.name}`, () => {
    it('tells who comes second that the seat is gone, once the first one has it', async () => {
      const { one, other, close } = await driver.open();
      const want = trip();
      const done = await asked(one, want([[3, 0, 2]]));
      const second = other.take(want([[3, 1, 4]]));
      await done(true);
      expect(await second).toEqual({ kind: 'lost', seats: [expect.objectContaining({ seat: 3, from: 1, to: 4 })] });
      await close();
    });

    it('lets who comes second ask the database where the first one got nothing', async () => {
      const { one, other, close } = await driver.open();
      const want = trip();
      const done = await asked(one, want([[3, 0, 2]]));
      const second = other.take(want([[3, 0, 2]]));
      await done(false);
      expect(await second).toMatchObject({ kind: 'ask' });
      await close();
    });

    it('lets who comes second ask the database where the first one never says what became of it', async () => {
      const { one, other, close } = await driver.open();
      const want = trip();
      await asked(one, want([[3, 0, 2]]));
      expect(await other.take(want([[3, 0, 2]]))).toMatchObject({ kind: 'ask' });
      await close();
    });

    it('keeps nobody from other seats and other legs of the same one', async () => {
      const { one, other, close } = await driver.open();
      const want = trip();
      const first = await asked(one, want([[3, 0, 2]]));
      const second = await asked(other, want([[3, 2, 4]]));
      const third = await asked(other, want([[4, 0, 4]]));
      await Promise.all([first, second, third].map(async (done) => await done(true)));
      await close();
    });

    it('takes all seats or none', async () => {
      const { one, other, close } = await driver.open();
      const want = trip();
      const done = await asked(one, want([[5, 0, 1]]));
      const both = other.take(
        want([
          [4, 0, 1],
          [5, 0, 1],
        ]),
      );
      // What the second one could not have with the other is nobody's.
      const third = await asked(one, want([[4, 0, 1]]));
      await third(true);
      await done(true);
      expect(await both).toEqual({ kind: 'lost', seats: [expect.objectContaining({ seat: 5 })] });
      await close();
    });

    it('gives nothing back but what is the hold’s own', async () => {
      const { one, other, close } = await driver.open();
      const want = trip();
      const first = await asked(one, want([[3, 0, 1]]));
      await first(false);
      const second = await asked(other, want([[3, 0, 1]]));
      // Late, and once more: the seat is another's meanwhile.
      await first(false);
      const third = one.take(want([[3, 0, 1]]));
      await second(true);
      expect(await third).toMatchObject({ kind: 'lost' });
      await close();
    });

    it('never tells somebody that they lost against themselves', async () => {
      const { one, other, close } = await driver.open();
      const want = trip();
      const done = await asked(one, want([[3, 0, 1]], 'me'));
      expect(await other.take(want([[3, 0, 1]], 'me'))).toMatchObject({ kind: 'ask' });
      await done(true);
      await close();
    });

    it('is over when the request is: who comes later asks the database', async () => {
      const { one, other, close } = await driver.open();
      const want = trip();
      const done = await asked(one, want([[3, 0, 1]]));
      await done(true);
      expect(await other.take(want([[3, 0, 1]]))).toMatchObject({ kind: 'ask' });
      await close();
    });

    it('lets one of many who come at once have it, or sends them to the database', async () => {
      const { one, other, close } = await driver.open();
      const want = trip();
      const outcomes = await Promise.all(
        Array.from({ length: 12 }, async (_, n) => {
          const taken = await (n % 2 === 0 ? one : other).take(want([[1, 0, 1]]));
          if (taken.kind === 'lost') return 'lost';
          await taken.done(true);
          return 'asked';
        }),
      );
      expect(outcomes).toContain('asked');
      await close();
    });
  });
}
