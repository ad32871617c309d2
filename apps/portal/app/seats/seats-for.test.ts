import { expect, test } from 'vitest';
import { takenFor } from './seats-for.ts';

test('seats beside a woman who travels alone are free for another, and for nobody else', () => {
  const seats = { taken: [1, 2, 5], womenOnly: [2] };
  expect(takenFor(seats, { alone: false })).toEqual([1, 2, 5]);
  expect(takenFor(seats, { alone: true })).toEqual([1, 5]);
});

test('where the company has no such rule it makes no difference', () => {
  expect(takenFor({ taken: [1, 2], womenOnly: null }, { alone: true })).toEqual([1, 2]);
});
