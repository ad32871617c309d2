import fc from 'fast-check';
import { expect, test } from 'vitest';
import { batches } from './batches.ts';

test('batches keep every item in order and stay within both bounds', () => {
  const lists = fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 60 });
  fc.assert(
    fc.property(lists, fc.integer({ min: 1, max: 8 }), fc.integer({ min: 1, max: 30 }), (list, items, most) => {
      const runs = [...batches(list, { items, weight: { most, of: (item) => item } })];
      expect(runs.flat()).toEqual(list);
      for (const run of runs) {
        expect(run.length).toBeLessThanOrEqual(items);
        expect(run.length === 1 || run.reduce((sum, item) => sum + item, 0) <= most).toBe(true);
      }
    }),
  );
});

test('without a weight only the number of items counts', () => {
  expect([...batches([1, 2, 3, 4, 5], { items: 2 })]).toEqual([[1, 2], [3, 4], [5]]);
});
