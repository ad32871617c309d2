import { expect, it } from 'vitest';
import { movableClock } from '@safiri/kernel';
import { createSeenProofs } from './seen-proofs.ts';

const clock = movableClock(new Date('2026-05-05T12:00:00Z'));

it('a proof is new once, for as long as it could be used', () => {
  const seen = createSeenProofs(clock, 10, 120_000);
  expect([seen.note('a'), seen.note('a')]).toEqual([true, false]);
  clock.advanceSeconds(119);
  expect(seen.note('a')).toBe(false);
  clock.advanceSeconds(1);
  expect(seen.note('a')).toBe(true);
});

it('more than can be remembered are refused, and none of those before is forgotten for them', () => {
  const seen = createSeenProofs(clock, 3, 120_000);
  for (const proof of ['a', 'b', 'c']) expect(seen.note(proof)).toBe(true);
  expect(() => seen.note('d')).toThrow('More requests with proofs');
  expect(seen.note('a')).toBe(false);
  clock.advanceSeconds(120);
  expect(seen.note('d')).toBe(true);
});
