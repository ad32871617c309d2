import { expect, test } from 'vitest';
import { secondsUntilNext } from './use-progress.ts';

test('who is not answered asks ever more seldom, and never more seldom than twice a minute or the page wants', () => {
  expect([0, 1, 2, 3, 4, 20].map((inVain) => secondsUntilNext(2, inVain))).toEqual([2, 4, 8, 16, 30, 30]);
  expect([0, 1, 9].map((inVain) => secondsUntilNext(60, inVain))).toEqual([60, 60, 60]);
});
