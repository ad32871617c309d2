import { webcrypto } from 'node:crypto';
import { expect, test } from 'vitest';
import { createKeyRing } from './key-ring.ts';
import { parsePublicKeys, publicKeysOf, serialisePublicKeys } from './public-keys.ts';
import { signToken } from './sign-token.ts';
import { parseTicketKey } from './ticket-key.ts';
import { macInput, signatureInput } from './token-bytes.ts';
import { decodeToken } from './token-text.ts';
import vectors from './vectors.json' with { type: 'json' };
import { verifyTokenByHmac } from './verify-token-by-hmac.ts';
import { verifyTokenByPublicKey } from './verify-token-by-public-key.ts';

const { subtle } = webcrypto;
const keys = vectors.keys.map(parseTicketKey);
const ring = createKeyRing(1, keys);
const publicKeys = parsePublicKeys(vectors.publicKeys);

test('the public keys of the vectors are those of their key ring', () => {
  expect(serialisePublicKeys(publicKeysOf(ring))).toEqual(vectors.publicKeys);
});

test.each(vectors.genuine)('$name is signed to the very text, and genuine both ways', ({ payload, text }) => {
  const { keyId, ...ticket } = { ...payload, tripId: BigInt(payload.tripId) };
  expect(signToken(ticket, createKeyRing(keyId, keys))).toBe(text);
  expect(verifyTokenByHmac(text, ring)).toEqual({ genuine: { ...ticket, keyId } });
  expect(verifyTokenByPublicKey(text, publicKeys)).toEqual({ genuine: { ...ticket, keyId } });
});

test.each(vectors.refused)('$name is refused both ways', ({ text, refused }) => {
  expect(verifyTokenByHmac(text, ring)).toEqual({ refused });
  expect(verifyTokenByPublicKey(text, publicKeys)).toEqual({ refused });
});

test.each(vectors.genuine)('$name is covered byte for byte as the vectors say', (vector) => {
  const decoded = decodeToken(vector.text);
  if ('refused' in decoded) throw new Error(decoded.refused);
  const { payload, mac, signature } = decoded.parts;
  expect(hexOf(macInput(payload))).toBe(vector.macInput);
  expect(hexOf(mac)).toBe(vector.mac);
  expect(hexOf(signatureInput(payload, mac))).toBe(vector.signatureInput);
  expect(hexOf(signature)).toBe(vector.signature);
});

test.each(vectors.genuine)('WebCrypto comes to the same keys and proofs for $name', async (vector) => {
  const key = vectors.keys.find(({ keyId }) => keyId === vector.payload.keyId);
  const master = await subtle.importKey('raw', bytesOf(key?.masterKey, 'base64url'), 'HKDF', false, ['deriveBits']);
  const trip = BigInt(vector.payload.tripId).toString(16).padStart(16, '0');
  const info = Buffer.concat([Buffer.from('safiri/ticket-token/1/trip-key'), Buffer.from(trip, 'hex')]);
  const hkdf = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info };
  const tripKey = await subtle.deriveBits(hkdf, master, 256);
  expect(hexOf(new Uint8Array(tripKey))).toBe(vector.tripKey);

  const hmac = await subtle.importKey('raw', tripKey, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
  const mac = await subtle.sign('HMAC', hmac, bytesOf(vector.macInput, 'hex'));
  expect(hexOf(new Uint8Array(mac))).toBe(vector.mac);

  const publicKey = await subtle.importKey('raw', bytesOf(key?.publicKey, 'base64url'), 'Ed25519', false, ['verify']);
  const signature = bytesOf(vector.signature, 'hex');
  expect(await subtle.verify('Ed25519', publicKey, signature, bytesOf(vector.signatureInput, 'hex'))).toBe(true);
});

function bytesOf(text: string | undefined, encoding: 'hex' | 'base64url'): Buffer<ArrayBuffer> {
  return Buffer.from(text ?? '', encoding);
}

function hexOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
