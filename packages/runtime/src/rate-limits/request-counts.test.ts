import { expect, it } from 'vitest';
import { createRequestCounts } from './request-counts.ts';

it('counts of many callers take bounded memory, and whoever came first is forgotten', () => {
  const counts = createRequestCounts(1_000);
  for (let caller = 0; caller < 10_000; caller += 1) counts.add(`caller ${caller}`, 0);
  expect(counts.size()).toBe(1_000);
  expect(counts.add('caller 9999', 0)).toBe(2);
  expect(counts.add('caller 0', 0)).toBe(1);
});

it('everything is forgotten when the minute is over', () => {
  const counts = createRequestCounts();
  counts.add('one', 59_000);
  expect(counts.secondsLeft(59_000)).toBe(1);
  expect(counts.add('one', 59_999)).toBe(2);
  expect(counts.add('one', 60_000)).toBe(1);
  expect(counts.secondsLeft(60_000)).toBe(60);
});
