import fc from 'fast-check';
import { expect, test } from 'vitest';
import { figuresOf, percentile, spreadOf } from './figures.ts';

test('a percentile is a value that was measured, and that share of all values does not exceed it', () => {
  expect(percentile([1, 2, 3, 4], 0.5)).toBe(2);
  expect(percentile([1], 0.99)).toBe(1);
  expect(percentile([], 0.99)).toBe(0);
  fc.assert(
    fc.property(
      fc.array(fc.integer(), { minLength: 1 }),
      fc.double({ min: 0.01, max: 1, noNaN: true }),
      (values, share) => {
        const sorted = values.toSorted((a, b) => a - b);
        const found = percentile(sorted, share);
        expect(values).toContain(found);
        expect(values.filter((value) => value <= found).length).toBeGreaterThanOrEqual(share * values.length);
      },
    ),
  );
});

test('the median of an even number of runs lies between the two in the middle', () => {
  expect(spreadOf([3, 1, 2])).toEqual({ median: 2, least: 1, most: 3 });
  expect(spreadOf([4, 1, 2, 3])).toEqual({ median: 2.5, least: 1, most: 4 });
});

test('a rate counts answers, not holds alone', () => {
  const figures = figuresOf({ latenciesMilliseconds: [30, 10, 20, 40], seconds: 2, won: 3 });
  expect(figures).toEqual({ answers: 4, perSecond: 2, won: 3, p50Milliseconds: 20, p99Milliseconds: 40 });
});
