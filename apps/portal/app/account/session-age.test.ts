import { expect, test } from 'vitest';
import { ageOf } from './session-age.ts';

test.each([
  [-5, { unit: 'now' }],
  [14, { unit: 'now' }],
  [15, { unit: 'minutes', count: 15 }],
  [59.9, { unit: 'minutes', count: 59 }],
  [60, { unit: 'hours', count: 1 }],
  [1_439, { unit: 'hours', count: 23 }],
  [1_440, { unit: 'days', count: 1 }],
  [100_000, { unit: 'days', count: 69 }],
])('what was used %d minutes ago', (minutes, age) => {
  expect(ageOf(1e12, 1e12 + minutes * 60_000)).toEqual(age);
});
