import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { createKeyRing, generateKeyRing, MAX_KEYS, parseKeyRing, serialiseKeyRing } from './key-ring.ts';
import { parsePublicKeys, publicKeysOf, serialisePublicKeys } from './public-keys.ts';
import { generateTicketKey, parseTicketKey, retireTicketKey, serialiseTicketKey } from './ticket-key.ts';
import { createTripKeys, deriveTripKey } from './trip-key.ts';

const key = generateTicketKey(3);
const material = serialiseTicketKey(key);

test('a key ring comes back from its text, retired keys included', () => {
  const ring = createKeyRing(4, [retireTicketKey(key), generateTicketKey(4)]);
  const text = serialiseKeyRing(ring);
  const read = parseKeyRing(text);
  expect(serialiseKeyRing(read)).toBe(text);
  expect(read.current.keyId).toBe(4);
  expect(read.keys.get(3)?.privateKey).toBeUndefined();
});

test('public keys come back from what travels, and nothing else travels', () => {
  const ring = createKeyRing(3, [key, generateTicketKey(4)]);
  const travelling = serialisePublicKeys(publicKeysOf(ring));
  expect(travelling[0]).toEqual({ keyId: 3, publicKey: material.publicKey });
  expect(serialisePublicKeys(parsePublicKeys(travelling))).toEqual(travelling);
  expect(() => parsePublicKeys([...travelling, ...travelling])).toThrow('same key id');
});

test('a ring needs a current key that can sign, unlike key ids, and an end', () => {
  expect(() => createKeyRing(9, [key])).toThrow('absent or retired');
  expect(() => createKeyRing(3, [retireTicketKey(key)])).toThrow('absent or retired');
  expect(() => createKeyRing(3, [key, generateTicketKey(3)])).toThrow('same key id');
  expect(() =>
    createKeyRing(
      3,
      Array.from({ length: MAX_KEYS + 1 }, () => key),
    ),
  ).toThrow('at most');
  expect(() => generateTicketKey(0)).toThrow(RangeError);
});

test.each<[string, unknown]>([
  ['nothing', undefined],
  ['no key id', { ...material, keyId: '3' }],
  ['a short master key', { ...material, masterKey: material.masterKey.slice(0, -1) }],
  ['a padded master key', { ...material, masterKey: `${material.masterKey}=` }],
  ['no public key', { ...material, publicKey: null }],
  ['no word about the private key', { keyId: 3, masterKey: material.masterKey, publicKey: material.publicKey }],
  ["another pair's public key", { ...material, publicKey: serialiseTicketKey(generateTicketKey(3)).publicKey }],
])('key material with %s is refused without repeating a secret', (_, broken) => {
  const refusal = refusalOf(() => parseTicketKey(broken));
  expect(refusal).toMatch(/key/u);
  expect(refusal).not.toContain(material.masterKey.slice(0, 8));
});

test('a key ring that is not one is refused without repeating a secret', () => {
  const text = serialiseKeyRing(generateKeyRing());
  expect(refusalOf(() => parseKeyRing(text.slice(1)))).toBe('a key ring is not JSON');
  expect(refusalOf(() => parseKeyRing('[]'))).toMatch(/currentKeyId/u);
});

test('an inspected key ring shows no secret', () => {
  const shown = inspect(createKeyRing(3, [key]), { depth: 9, showHidden: true });
  const secret = Buffer.from(material.masterKey, 'base64url');
  for (const spelling of ['base64', 'base64url', 'hex'] as const) {
    expect(shown).not.toContain(secret.toString(spelling).slice(0, 16));
  }
  expect(shown).not.toContain('<Buffer');
});

test('the trip keys kept are bounded, and the one used last stays', () => {
  const tripKeys = createTripKeys(2);
  const first = tripKeys(key, 1n);
  const second = tripKeys(key, 2n);
  expect(tripKeys(key, 1n)).toBe(first);
  tripKeys(key, 3n);
  expect(tripKeys(key, 1n)).toBe(first);
  const again = tripKeys(key, 2n);
  expect(again).not.toBe(second);
  expect(again.equals(second)).toBe(true);
});

test('each trip and each key id has a key of its own', () => {
  const tripKeys = createTripKeys();
  const other = generateTicketKey(4);
  const derived = [tripKeys(key, 1n), tripKeys(key, 2n), tripKeys(other, 1n)];
  expect(new Set(derived.map((one) => one.export().toString('hex'))).size).toBe(3);
  expect(deriveTripKey(key.masterKey, 1n).equals(tripKeys(key, 1n))).toBe(true);
});

function refusalOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  throw new Error('nothing was refused');
}
