import { expect, test } from 'vitest';
import { announcedMoment, secondsBetween, writeCountdown } from './countdown.ts';

test('minutes and seconds are written, never less than nothing', () => {
  expect([600, 599.9, 65, 9, 0, -5].map(writeCountdown)).toEqual(['10:00', '9:59', '1:05', '0:09', '0:00', '0:00']);
});

test('the time left is read out at a few moments, each until the next', () => {
  expect([601, 300, 299, 120, 61, 60, 30, 1, 0, -1].map(announcedMoment)).toEqual([
    undefined,
    300,
    300,
    120,
    120,
    60,
    30,
    30,
    0,
    0,
  ]);
});

test.each([
  ['a phone that slept', { steady: 2_000, wall: 62_000 }, 62],
  ['a wall clock that was set back', { steady: 5_000, wall: -3_600_000 }, 5],
])('%s has lost the time that has passed', (_name, end, seconds) => {
  expect(secondsBetween({ steady: 0, wall: 0 }, end)).toBe(seconds);
});
