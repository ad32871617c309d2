import { expect, it } from 'vitest';
import { busLayouts, drawnLayout } from './drawn-layout.ts';
import { layoutSeats } from './layout-seats.ts';
import { nearestSeats } from './nearest-seats.ts';
import { createSeatOccupancy, isFree, type OccupiedSeats } from './seat-occupancy.ts';

it.for<[string, string, number[], number[], number[] | undefined]>([
  ['the seat beside it', '2+2', [6], [6], [5]],
  ['the nearest pair for a pair', '2+2', [5, 11], [5, 6], [1, 2]],
  ['a pair further away rather than two apart', '2+2', [2, 3, 5, 8, 10], [5, 6], [13, 14]],
  ['two apart where no pair is left', '2+2', [2, 3, 5, 8, 10, 11, 14, 15], [5, 6], [1, 6]],
  ['one of the same class', '2+1', [3], [3], [2]],
  ['none when the class is sold out', '2+1', [1, 2, 3], [3], undefined],
  ['no accessible seat while there are others', 'last row of five', [2, 1], [2], [6]],
  ['an accessible one for who wanted one', 'last row of five', [3], [3], [4]],
  ['the same deck', 'double deck', [8], [8], [7]],
  ['as many of each class', '2+1', [3, 4], [3, 4], [2, 5]],
])('who lost a seat is told of %s', ([, bus, taken, wanted, offered]) => {
  const layout = drawnLayout(...(busLayouts[bus] ?? expect.fail(bus)));
  const free = new Set([...layoutSeats(layout).keys()].filter((seat) => !taken.includes(seat)));
  expect(nearestSeats({ layout, free, wanted })).toEqual(offered);
});

it('what keeps one from a seat may concern another not at all', () => {
  const anybody = { may: [], womenOnly: false };
  const taken = [{ why: 'taken', legs: '0110' }];
  expect([0, 1, 2, 3].map((from) => isFree(taken, { from, to: from + 1 }, anybody))).toEqual([
    true,
    false,
    false,
    true,
  ]);
  const kept = [{ why: 'counter', legs: null }];
  expect(isFree(kept, { from: 0, to: 1 }, anybody)).toBe(false);
  expect(isFree(kept, { from: 0, to: 1 }, { ...anybody, may: ['counter'] })).toBe(true);
  const beside = [{ why: 'women-only', legs: '1' }];
  expect(isFree(beside, { from: 0, to: 1 }, anybody)).toBe(false);
  expect(isFree(beside, { from: 0, to: 1 }, { ...anybody, womenOnly: true })).toBe(true);
});

it('a hundred who ask about one trip at once read it twice at the most, and who wants it fresh gets a read that began later', async () => {
  const reads: ((occupied: OccupiedSeats) => void)[] = [];
  const occupancy = createSeatOccupancy(
    async () => await new Promise((resolve) => void reads.push((occupied) => resolve(occupied))),
  );
  const before: OccupiedSeats = new Map();
  const after: OccupiedSeats = new Map();
  const early = Array.from({ length: 50 }, async () => await occupancy.recent(1));
  const late = Array.from({ length: 50 }, async () => await occupancy.fresh(1));
  expect(reads).toHaveLength(1);
  reads[0]?.(before);
  expect(new Set(await Promise.all(early))).toEqual(new Set([before]));
  expect((await Promise.all(early))[0]).toBe(before);
  expect(reads).toHaveLength(2);
  reads[1]?.(after);
  for (const occupied of await Promise.all(late)) expect(occupied).toBe(after);
  expect(await occupancy.recent(1)).toBe(after);
  expect(reads).toHaveLength(2);
});
