import { sign } from 'node:crypto';
import { expect, test } from 'vitest';
import { createKeyRing, generateKeyRing, type KeyRing } from './key-ring.ts';
import { publicKeysOf } from './public-keys.ts';
import { signToken } from './sign-token.ts';
import { generateTicketKey, retireTicketKey } from './ticket-key.ts';
import { signatureInput, type TokenParts } from './token-bytes.ts';
import type { TicketFacts, TokenPayload } from './token-payload.ts';
import { decodeToken, encodeToken } from './token-text.ts';
import { deriveTripKey, tokenMac } from './trip-key.ts';
import { verifyTokenByHmac } from './verify-token-by-hmac.ts';
import { verifyTokenByPublicKey } from './verify-token-by-public-key.ts';

const ticket: TicketFacts = {
  ticketId: '019a8f4e-2c11-7d3a-9b52-6f0e5d1c2b3a',
  tripId: 4711n,
  stretch: { from: 0, to: 3 },
  seat: 12,
  validity: { notBeforeSeconds: 1_790_000_000, notAfterSeconds: 1_790_086_400 },
  epoch: 0,
};
const ring = generateKeyRing();
const own = partsOf(signToken(ticket, ring));
const otherTrip: TokenPayload = { ...own.payload, tripId: 4712n };

function partsOf(text: string): TokenParts {
  const decoded = decodeToken(text);
  if ('refused' in decoded) throw new Error(decoded.refused);
  return decoded.parts;
}

function verdicts(text: string, judge: KeyRing = ring) {
  return { hmac: verifyTokenByHmac(text, judge), phone: verifyTokenByPublicKey(text, publicKeysOf(judge)) };
}

const FORGED = { hmac: { refused: 'forged' }, phone: { refused: 'forged' } };
const UNKNOWN_KEY = { hmac: { refused: 'unknown-key' }, phone: { refused: 'unknown-key' } };

/** The strongest thief: a stolen phone's public keys, one trip's HMAC key, a genuine token, and a pair of their own. */
const stolenTripKey = deriveTripKey(ring.current.masterKey, ticket.tripId);
const thiefsPair = generateTicketKey(1);

function forge(payload: TokenPayload): readonly string[] {
  const mac = tokenMac(payload, stolenTripKey);
  if (thiefsPair.privateKey === undefined) throw new Error('the pair was generated a moment ago');
  const signature = sign(null, signatureInput(payload, mac), thiefsPair.privateKey);
  return [
    encodeToken({ payload, mac, signature }),
    encodeToken({ payload, mac, signature: own.signature }),
    encodeToken({ payload, mac: own.mac, signature: own.signature }),
    encodeToken({ payload, mac: own.mac, signature }),
  ];
}

test("one trip's key and the public keys forge no token of another trip", () => {
  for (const text of forge(otherTrip)) expect(verdicts(text)).toEqual(FORGED);
});

test("one trip's key and the public keys forge no ticket of that trip either", () => {
  const otherSeat = { ...own.payload, seat: 13 };
  expect(tokenMac(own.payload, stolenTripKey)).toEqual(Buffer.from(own.mac));
  for (const text of forge(otherSeat)) expect(verdicts(text)).toEqual(FORGED);
});

test('the whole key ring of another platform forges nothing', () => {
  expect(verdicts(signToken(ticket, generateKeyRing()))).toEqual(FORGED);
});

test('an HMAC without its signature and a signature without its HMAC are both refused', () => {
  const elsewhere = partsOf(signToken({ ...ticket, seat: 13 }, ring));
  expect(verdicts(encodeToken({ ...own, signature: elsewhere.signature }))).toEqual(FORGED);
  expect(verdicts(encodeToken({ ...own, mac: elsewhere.mac }))).toEqual(FORGED);
});

test('a token moved to another key id is refused', () => {
  const two = createKeyRing(1, [ring.current, generateTicketKey(2)]);
  const moved = encodeToken({ ...own, payload: { ...own.payload, keyId: 2 } });
  expect(verdicts(moved, two)).toEqual(FORGED);
  expect(verdicts(moved)).toEqual(UNKNOWN_KEY);
});

test('the second spelling that Ed25519 signatures could have is refused', () => {
  // S and S + L verify alike where a verifier does not demand S < L, the order of the group (RFC 8032, 5.1.7).
  const order = 2n ** 252n + 27_742_317_777_372_353_535_851_937_790_883_648_493n;
  const signature = Uint8Array.from(own.signature);
  let sum = order;
  for (let at = 32; at < 64; at += 1) {
    sum += BigInt(signature[at] ?? 0);
    signature[at] = Number(sum & 0xffn);
    sum >>= 8n;
  }
  expect(sum).toBe(0n);
  expect(verdicts(encodeToken({ ...own, signature }))).toEqual(FORGED);
});

test('after a rotation new tokens name the new key, and those of the retired key still verify', () => {
  const rotated = createKeyRing(2, [retireTicketKey(ring.current), generateTicketKey(2)]);
  const before = signToken(ticket, ring);
  const after = signToken(ticket, rotated);
  const genuineBefore = { genuine: { ...ticket, keyId: 1 } };
  const genuineAfter = { genuine: { ...ticket, keyId: 2 } };
  expect(verdicts(before, rotated)).toEqual({ hmac: genuineBefore, phone: genuineBefore });
  expect(verdicts(after, rotated)).toEqual({ hmac: genuineAfter, phone: genuineAfter });
  expect(verdicts(after, ring)).toEqual(UNKNOWN_KEY);
});

test('signing twice gives the same text', () => {
  expect(signToken(ticket, ring)).toBe(encodeToken(own));
});
