import { expect, test } from 'vitest';
import { compareAnswers } from './compare-answers.ts';
import { searchKeys, type SearchKey } from './search-keys.ts';
import { searchNetwork, stopAt, tripsADay } from './search-network.ts';

/** Numbers of the trips of a key, as either side might give them. */
function tripsOf({ from, to }: SearchKey, most = Number.POSITIVE_INFINITY): number[] {
  return Array.from({ length: Math.min(most, tripsADay(from, to)) }, (_, index) => index);
}

const product = { find: async (key: SearchKey) => tripsOf(key, 100) };
const s2 = { find: async (key: SearchKey) => tripsOf(key, 50).toReversed() };

test('two sides that find the same agree, although one gives fewer trips of busy pairs', async () => {
  expect(await compareAnswers(product, s2)).toEqual({ compared: 40, leftOut: expect.any(Number), differences: [] });
});

test('a trip too few, another trip and no trip at all are differences', async () => {
  const fewer = { find: async (key: SearchKey) => tripsOf(key).slice(1) };
  const others = { find: async (key: SearchKey) => tripsOf(key).map((trip) => trip + 1) };
  const none = { find: async () => [] };
  for (const wrong of [fewer, others, none])
    expect((await compareAnswers(wrong, s2)).differences, 'one for every key').toHaveLength(40);
  expect((await compareAnswers(none, none)).differences).toHaveLength(40);
});

test('a pair of stops that some lines connect has the departures of them all, and one that none connects has none', () => {
  const [from, to] = [stopAt(0, 0), stopAt(0, 1)];
  const trips = tripsADay(from, to);
  expect(trips).toBeGreaterThan(0);
  expect(trips % searchNetwork.departuresADay).toBe(0);
  expect(tripsADay(from, from)).toBe(0);
});

test('few keys have more trips than S2 gives', () => {
  const next = searchKeys(false);
  const counts = Array.from({ length: 500 }, () => next()).map(({ from, to }) => tripsADay(from, to));
  expect(Math.min(...counts)).toBeGreaterThan(0);
  expect(counts.filter((count) => count > 50).length).toBeLessThan(50);
});
