import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { faresByBoardingStop, stretchFare } from './stretch-fare.ts';

describe('stretchFare', () => {
  it('finds for every stretch the amount that the event lists for that pair of stops', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 60 }), fc.integer({ min: 0, max: 7 }), (stopCount, gapEvery) => {
        const pairs = Array.from({ length: stopCount }, (_stop, from) =>
          Array.from({ length: stopCount - from - 1 }, (_later, ahead) => [from, from + 1 + ahead] as const),
        ).flat();
        const amounts = pairs.map(([from, to], index) =>
          gapEvery > 0 && index % gapEvery === 0 ? null : from * 1000 + to,
        );
        const fares = { currency: 'RWF', amountsMinor: faresByBoardingStop(amounts) };
        expect(pairs.map(([from, to]) => stretchFare(fares, from, to)?.amountMinor ?? null)).toEqual(amounts);
        expect(fares.amountsMinor).toHaveLength(stopCount - 1);
      }),
    );
  });

  it('knows no fare backwards, on the spot or beyond the last stop', () => {
    const fares = { currency: 'KES', amountsMinor: faresByBoardingStop([100, 200, 300]) };
    expect(stretchFare(fares, 1, 2)).toEqual({ amountMinor: 300, currency: 'KES' });
    for (const [from, to] of [
      [2, 1],
      [1, 1],
      [0, 3],
      [2, 3],
      [-1, 1],
    ] as const)
      expect(stretchFare(fares, from, to)).toBeUndefined();
  });
});

it('a list that fits no number of stops is refused', () => {
  expect(() => faresByBoardingStop([1, 2])).toThrow('2 fares fit no number of stops');
});
