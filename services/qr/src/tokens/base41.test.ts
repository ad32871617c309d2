import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BASE41_ALPHABET, fromBase41, toBase41 } from './base41.ts';

const evenBytes = fc.uint8Array({ maxLength: 200 }).map((bytes) => bytes.subarray(bytes.length % 2));

test('the alphabet has 41 characters of QR alphanumeric mode that a URL path carries unescaped', () => {
  expect(new Set(BASE41_ALPHABET).size).toBe(41);
  expect(BASE41_ALPHABET).toMatch(/^[0-9A-Z$%*+\-./:]+$/u);
  expect(new URL(`https://example.org/${BASE41_ALPHABET}`).pathname).toBe(`/${BASE41_ALPHABET}`);
});

test('any even number of bytes comes back', () => {
  fc.assert(
    fc.property(evenBytes, (bytes) => {
      expect(fromBase41(toBase41(bytes))).toEqual(Uint8Array.from(bytes));
    }),
  );
});

test('a text is refused or is the very text its bytes are written as', () => {
  const text = fc.string({ unit: fc.constantFrom(...BASE41_ALPHABET, ' ', 'a', '%'), maxLength: 12 });
  fc.assert(
    fc.property(text, (written) => {
      const bytes = fromBase41(written);
      if (bytes !== undefined) expect(toBase41(bytes)).toBe(written);
    }),
    { numRuns: 2_000 },
  );
});

test('the largest pair is accepted and the next number is not', () => {
  expect(toBase41(Uint8Array.of(0xff, 0xff))).toBe('-:H');
  expect(fromBase41('-:H')).toEqual(Uint8Array.of(0xff, 0xff));
  expect(fromBase41('-:I')).toBeUndefined();
});

test('an odd number of bytes is a bug of the caller', () => {
  expect(() => toBase41(Uint8Array.of(1))).toThrow(RangeError);
});
