import { expect, it } from 'vitest';
import { movableClock } from '@safiri/kernel';
import { createSeenProofs } from './seen-proofs.ts';

const clock = movableClock(new Date('2026-05-05T12:00:00Z'));
const limits = { keptMilliseconds: 120_000, most: 10, mostOfKey: 10, whenFull: 'refuse' as const };

it('a proof of a key is new once, for as long as it could be used', async () => {
  const seen = createSeenProofs(clock, limits);
  expect([await seen.note('k', 'a'), await seen.note('k', 'a'), await seen.note('other', 'a')]).toEqual([
    true,
    false,
    true,
  ]);
  clock.advanceSeconds(119);
  expect(await seen.note('k', 'a')).toBe(false);
  clock.advanceSeconds(1);
  expect(await seen.note('k', 'a')).toBe(true);
});

it('of devices, more than can be remembered are refused, and none of those before is forgotten for them', async () => {
  const seen = createSeenProofs(clock, { ...limits, most: 3 });
  for (const proof of ['a', 'b', 'c']) expect(await seen.note('k', proof)).toBe(true);
  await expect(seen.note('k', 'd')).rejects.toThrow('More requests with proofs');
  expect(await seen.note('k', 'a')).toBe(false);
  clock.advanceSeconds(120);
  expect(await seen.note('k', 'd')).toBe(true);
});

it('a device that proves without an end is refused, and leaves room for the others', async () => {
  const seen = createSeenProofs(clock, { ...limits, mostOfKey: 2 });
  for (const proof of ['a', 'b']) await seen.note('k', proof);
  await expect(seen.note('k', 'c')).rejects.toThrow('More requests with proofs');
  expect(await seen.note('other', 'a')).toBe(true);
  clock.advanceSeconds(120);
  expect(await seen.note('k', 'c')).toBe(true);
});

it('of keys that anybody makes, a flood drives out the oldest and shuts nobody out', async () => {
  const seen = createSeenProofs(clock, { ...limits, most: 3, whenFull: 'forget' });
  for (let flood = 0; flood < 100; flood += 1) expect(await seen.note(`k${flood}`, 'a')).toBe(true);
  expect(await seen.note('k99', 'a')).toBe(false);
});
