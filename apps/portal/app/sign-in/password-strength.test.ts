import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Password } from '@safiri/contracts';
import { longestPassword, shortestPassword, strengthOf } from './password-strength.ts';

it('asks for as much as the contract does', () => {
  expect([shortestPassword, longestPassword]).toEqual([
    Reflect.get(Password, 'minLength'),
    Reflect.get(Password, 'maxLength'),
  ]);
});

it.each([
  ['', 'too-short'],
  ['eleven char', 'too-short'],
  ['aaaaaaaaaaaaaaaaaaaa', 'repeats'],
  ['abcabcabcabcabcabc', 'repeats'],
  ['1234567890123', 'repeats'],
  ['tulip-4711-oak', 'fair'],
  ['four words make one', 'good'],
])('%s is %s', (password, strength) => expect(strengthOf(password)).toBe(strength));

it('no repetition makes a password better than what is repeated', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1, maxLength: 4 }), fc.integer({ min: 12, max: 30 }), (part, times) => {
      expect(strengthOf(part.repeat(times).slice(0, longestPassword))).toBe('repeats');
    }),
  );
});
