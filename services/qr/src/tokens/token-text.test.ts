import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toBase41 } from './base41.ts';
import { anyParts } from './token-arbitraries.ts';
import { TOKEN_BYTES, type TokenParts, writeToken } from './token-bytes.ts';
import type { TokenPayload } from './token-payload.ts';
import { decodeToken, encodeToken, MAX_TOKEN_CHARACTERS, TOKEN_PREFIX } from './token-text.ts';

const parts: TokenParts = {
  payload: {
    keyId: 7,
    ticketId: '019a8f4e-2c11-7d3a-9b52-6f0e5d1c2b3a',
    tripId: 4711n,
    stretch: { from: 0, to: 3 },
    seat: 12,
    validity: { notBeforeSeconds: 1_790_000_000, notAfterSeconds: 1_790_086_400 },
    epoch: 0,
  },
  mac: new Uint8Array(32).fill(1),
  signature: new Uint8Array(64).fill(2),
};

/** The text of the token above with some of its bytes replaced. */
function textWith(at: number, replacement: readonly number[]): string {
  const bytes = writeToken(parts);
  bytes.set(replacement, at);
  return TOKEN_PREFIX + toBase41(bytes);
}

test('what is encoded is decoded to the same parts, and its text encodes to itself', () => {
  fc.assert(
    fc.property(anyParts, (made) => {
      const text = encodeToken(made);
      const decoded = decodeToken(text);
      expect(decoded).toEqual({ parts: made });
      if ('parts' in decoded) expect(encodeToken(decoded.parts)).toBe(text);
    }),
    { numRuns: 500 },
  );
});

test('whatever 142 bytes are decoded, the same text comes of them again', () => {
  // The head's fixed bytes are put right, or hardly any random token would be decoded at all.
  const nearlyToken = fc.uint8Array({ minLength: TOKEN_BYTES, maxLength: TOKEN_BYTES }).map((bytes) => {
    bytes.set([1, 42], 0);
    bytes.set([32], 44);
    bytes.set([64], 77);
    return TOKEN_PREFIX + toBase41(bytes);
  });
  let decodedOnes = 0;
  fc.assert(
    fc.property(nearlyToken, (text) => {
      const decoded = decodeToken(text);
      if ('refused' in decoded) return;
      decodedOnes += 1;
      expect(encodeToken(decoded.parts)).toBe(text);
    }),
    { numRuns: 500 },
  );
  expect(decodedOnes).toBeGreaterThan(0);
});

test('a token fits a QR code of version 8 at error correction M', () => {
  const text = encodeToken(parts);
  expect(text).toMatch(/^[0-9A-Z$%*+\-./: ]+$/u);
  expect(text).toHaveLength(220);
  expect(text.length).toBeLessThanOrEqual(221);
});

test('a token that would be one if tidied is refused as not canonical', () => {
  const text = encodeToken(parts);
  const half = text.length / 2;
  const untidy = [
    text.toLowerCase(),
    ` ${text}`,
    `${text}\n`,
    `${text.slice(0, half)} ${text.slice(half)}`,
    `safiri${text.slice(6)}`,
  ];
  for (const spelling of untidy) expect(decodeToken(spelling)).toEqual({ refused: 'not-canonical' });
});

test('another version is refused as such, whatever its length', () => {
  expect(decodeToken(textWith(0, [2]))).toEqual({ refused: 'unknown-version' });
  expect(decodeToken(textWith(0, [0]))).toEqual({ refused: 'unknown-version' });
  expect(decodeToken(TOKEN_PREFIX + toBase41(Uint8Array.of(2, 0, 0, 0)))).toEqual({ refused: 'unknown-version' });
});

test.each<[string, string]>([
  ['nothing', ''],
  ['a bare prefix', TOKEN_PREFIX],
  ['another prefix', `SAFARI:${encodeToken(parts).slice(TOKEN_PREFIX.length)}`],
  ['a web address', 'https://example.org/tickets/1'],
  ['three characters too many', `${encodeToken(parts)}000`],
  ['a text beyond the limit', encodeToken(parts).padEnd(MAX_TOKEN_CHARACTERS + 1, '0')],
  ['a payload length of 41', textWith(1, [41])],
  ['an HMAC length of 31', textWith(44, [31])],
  ['a signature length of 63', textWith(77, [63])],
  ['key id zero', textWith(2, [0, 0])],
  ['trip zero', textWith(20, [0, 0, 0, 0, 0, 0, 0, 0])],
  ['a trip beyond bigint', textWith(20, [0x80])],
  ['a stretch without legs', textWith(28, [3, 3])],
  ['a stretch backwards', textWith(28, [4, 3])],
  ['a seat beyond smallint', textWith(30, [0x80])],
  ['a validity that ends before it begins', textWith(36, [0, 0, 0, 1])],
])('%s is malformed', (_, text) => {
  expect(decodeToken(text)).toEqual({ refused: 'malformed' });
});

test.each<[string, Partial<TokenPayload>]>([
  ['an upper-case ticket id', { ticketId: '019A8F4E-2C11-7D3A-9B52-6F0E5D1C2B3A' }],
  ['half a ticket id', { ticketId: '019a8f4e' }],
  ['a fraction of a seat', { seat: 1.5 }],
  ['seat minus zero', { seat: -0 }],
  ['an epoch of 33 bits', { epoch: 2 ** 32 }],
  ['a trip below one', { tripId: -1n }],
  ['key id 65536', { keyId: 65_536 }],
])('%s cannot be encoded', (_, change) => {
  expect(() => encodeToken({ ...parts, payload: { ...parts.payload, ...change } })).toThrow(RangeError);
});

test('a proof of the wrong length cannot be encoded', () => {
  expect(() => encodeToken({ ...parts, mac: new Uint8Array(31) })).toThrow(RangeError);
  expect(() => encodeToken({ ...parts, signature: new Uint8Array(65) })).toThrow(RangeError);
});
