import { expect, it } from 'vitest';
import { newLink, newReference, newShortCode } from './codes.ts';

it('codes are of letters and digits nobody mistakes, of their length, and hardly ever alike', () => {
  const references = Array.from({ length: 20_000 }, newReference);
  expect(references.every((code) => /^[CDFGHJKMNPQRTWXY34679]{8}$/.test(code))).toBe(true);
  expect(new Set(references).size).toBeGreaterThan(19_990);
  expect(newShortCode()).toMatch(/^[CDFGHJKMNPQRTWXY34679]{6}$/);
  expect(newLink()).toMatch(/^[A-Za-z0-9_-]{22}$/);
});

it('each letter is as likely as any other', () => {
  const counts = new Map<string, number>();
  const letters = Array.from({ length: 30_000 }, newReference).join('');
  for (const letter of letters) counts.set(letter, (counts.get(letter) ?? 0) + 1);
  const expected = letters.length / 21;
  // Eight standard deviations: a fair choice fails once in more tests than will ever be run.
  for (const count of counts.values()) expect(Math.abs(count - expected)).toBeLessThan(8 * Math.sqrt(expected));
});
