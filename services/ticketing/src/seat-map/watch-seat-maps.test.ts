import { describe, expect, it, vi } from 'vitest';
import { DomainError } from '@safiri/kernel';
import type { SeatMapNow } from './read-seat-maps.ts';
import type { TripStretch } from './taken-seats.ts';
import { watchSeatMaps, type SeatMapWatch, type WatchOptions } from './watch-seat-maps.ts';

const never = 3_600_000;

type World = {
  /** Seats taken, trip by trip; a trip that is not here does not exist. */
  readonly taken: Map<number, number[]>;
  /** Every call that read, with the trips it read. */
  readonly reads: number[][];
  readonly failures: unknown[];
  isDown: boolean;
  heard: (tripIds: readonly number[]) => void;
  began: () => void;
  /** How many listen. */
  listening: number;
};

function open(options: Partial<WatchOptions> = {}): { readonly watch: SeatMapWatch; readonly world: World } {
  const world: World = {
    taken: new Map([
      [1, []],
      [2, []],
    ]),
    reads: [],
    failures: [],
    isDown: false,
    heard: () => undefined,
    began: () => undefined,
    listening: 0,
  };
  const read = async (stretches: readonly TripStretch[]): Promise<(SeatMapNow | DomainError)[]> => {
    world.reads.push(stretches.map((at) => at.tripId));
    if (world.isDown) throw new Error('away');
    return stretches.map(({ tripId }) => mapOf(tripId, world.taken.get(tripId)));
  };
  const watch = watchSeatMaps({
    read,
    listen: (heard, began) => {
      Object.assign(world, { heard, began, listening: world.listening + 1 });
      return { stop: async () => void (world.listening -= 1) };
    },
    failed: (error) => world.failures.push(error),
    restMilliseconds: 1,
    lookMilliseconds: never,
    ...options,
  });
  return { watch, world };
}

function mapOf(tripId: number, taken: number[] | undefined): SeatMapNow | DomainError {
  if (taken === undefined) return new DomainError('NOT_FOUND', 'There is no such trip.');
  return {
    map: { tripId, fare: { amountMinor: 1, currency: 'RWF' }, decks: [], taken: [...taken], womenOnly: null },
    closed: undefined,
  };
}

const at = (tripId: number, to = 1): TripStretch => ({ tripId, from: 0, to });

async function look(watch: SeatMapWatch, stretch: TripStretch): Promise<{ seen: number[][]; leave: () => void }> {
  const seen: number[][] = [];
  const leave = (await watch.open(stretch))(({ map }) => seen.push([...map.taken]));
  return { seen, leave };
}

describe('an open map', () => {
  it('is read once, however many open it, and once a change', async () => {
    const { watch, world } = open();
    const readers = await Promise.all(Array.from({ length: 500 }, async () => await look(watch, at(1))));
    expect(world.reads).toEqual([[1]]);
    world.taken.set(1, [4]);
    world.heard([1]);
    await vi.waitFor(() => expect(readers.map(({ seen }) => seen)).toEqual(readers.map(() => [[], [4]])));
    expect(world.reads).toEqual([[1], [1]]);
  });

  it('is told nothing when nothing changed on its stretch', async () => {
    const { watch, world } = open();
    const { seen } = await look(watch, at(1));
    world.heard([1]);
    await vi.waitFor(() => expect(world.reads).toHaveLength(2));
    world.taken.set(1, [4]);
    world.heard([1]);
    await vi.waitFor(() => expect(seen).toEqual([[], [4]]));
  });

  it('is read once for all that is told while it is read and while it rests, with all its stretches', async () => {
    const { watch, world } = open({ restMilliseconds: 30 });
    await Promise.all([look(watch, at(1)), look(watch, at(1, 2)), look(watch, at(1, 3)), look(watch, at(2))]);
    const before = world.reads.length;
    for (let times = 0; times < 100; times += 1) world.heard([1, 999]);
    await vi.waitFor(() => expect(world.reads).toHaveLength(before + 1));
    expect(world.reads.at(-1)).toEqual([1, 1, 1]);
  });

  it('is read again when listening began again, and now and then by itself', async () => {
    const { watch, world } = open();
    const { seen } = await look(watch, at(1));
    world.taken.set(1, [2]);
    world.began();
    await vi.waitFor(() => expect(seen).toEqual([[], [2]]));
    const timed = open({ lookMilliseconds: 5 });
    const other = await look(timed.watch, at(2));
    timed.world.taken.set(2, [3]);
    await vi.waitFor(() => expect(other.seen).toEqual([[], [3]]));
  });

  it('whose trip is gone is closed', async () => {
    const { watch, world } = open();
    const closed: unknown[] = [];
    (await watch.open(at(1)))((now) => closed.push(now.closed));
    world.taken.delete(1);
    world.heard([1]);
    await vi.waitFor(() => expect(closed).toEqual([undefined, 'off-sale']));
  });
});

describe('what cannot be read', () => {
  it('is refused to who asks for it, and costs nobody else anything', async () => {
    const { watch, world } = open();
    const { seen } = await look(watch, at(1));
    await expect(Promise.all([watch.open(at(7)), watch.open(at(1, 2))])).rejects.toThrow('no such trip');
    world.taken.set(1, [1]);
    world.heard([1]);
    await vi.waitFor(() => expect(seen).toEqual([[], [1]]));
  });

  it('because the database is away is refused to newcomers, and told to the others when it is back', async () => {
    const { watch, world } = open({ restAfterFailureMilliseconds: 1 });
    const { seen } = await look(watch, at(1));
    world.isDown = true;
    world.taken.set(1, [1]);
    world.heard([1]);
    await expect(watch.open(at(2))).rejects.toThrow('away');
    expect(world.failures.length).toBeGreaterThan(0);
    world.isDown = false;
    await vi.waitFor(() => expect(seen).toEqual([[], [1]]));
    await look(watch, at(2));
  });
});

it('while nobody looks, nobody listens', async () => {
  const { watch, world } = open();
  const [one, two] = [await look(watch, at(1)), await look(watch, at(2))];
  expect(world.listening).toBe(1);
  one.leave();
  expect(world.listening).toBe(1);
  two.leave();
  expect(world.listening).toBe(0);
  await expect(watch.open(at(9))).rejects.toThrow();
  expect(world.listening).toBe(0);
  // Anew, not from what was known.
  world.taken.set(1, [3]);
  expect((await look(watch, at(1))).seen).toEqual([[3]]);
  expect(world.listening).toBe(1);
});
