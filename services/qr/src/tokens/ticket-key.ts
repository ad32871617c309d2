import {
  createPrivateKey,
  createPublicKey,
  createSecretKey,
  generateKeyPairSync,
  type JsonWebKey,
  type KeyObject,
  randomBytes,
} from 'node:crypto';
import { isKeyId } from './token-payload.ts';

/** What stands behind one key id. The keys are KeyObjects, whose secrets no log line or inspection shows. */
export type TicketKey = {
  readonly keyId: number;
  /** 32 bytes, from which the HMAC key of each trip is derived. */
  readonly masterKey: KeyObject;
  readonly publicKey: KeyObject;
  /** Undefined once the key is retired: it still verifies, and nobody can sign with it any more. */
  readonly privateKey: KeyObject | undefined;
};

/** A ticket key as it is stored: each part is 32 bytes in base64url without padding. Secret. */
export type TicketKeyMaterial = {
  readonly keyId: number;
  readonly masterKey: string;
  readonly publicKey: string;
  readonly privateKey: string | null;
};

export function generateTicketKey(keyId: number): TicketKey {
  if (!isKeyId(keyId)) throw new RangeError('a key id is a whole number from 1 to 65535');
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  return { keyId, masterKey: createSecretKey(randomBytes(KEY_BYTES)), publicKey, privateKey };
}

export function retireTicketKey(key: TicketKey): TicketKey {
  return { ...key, privateKey: undefined };
}

export function serialiseTicketKey(key: TicketKey): TicketKeyMaterial {
  return {
    keyId: key.keyId,
    masterKey: key.masterKey.export().toString('base64url'),
    publicKey: publicKeyText(key.publicKey),
    privateKey: key.privateKey === undefined ? null : jwkPart(key.privateKey, 'd'),
  };
}

/** Throws for anything but what `serialiseTicketKey` writes; no message repeats a secret. */
export function parseTicketKey(material: unknown): TicketKey {
  const keyId = parseKeyId(material);
  const fields = fieldsOf(material);
  const masterKey = createSecretKey(keyBytes(fields, 'masterKey'));
  const publicKey = parsePublicKey(material);
  if (fields.get('privateKey') === null) return { keyId, masterKey, publicKey, privateKey: undefined };
  const pkcs8 = Buffer.concat([PKCS8_ED25519, keyBytes(fields, 'privateKey')]);
  const privateKey = createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' });
  if (!createPublicKey(privateKey).equals(publicKey)) {
    throw new Error(`ticket key ${keyId}: the public key does not belong to the private key`);
  }
  return { keyId, masterKey, publicKey, privateKey };
}

export function parseKeyId(material: unknown): number {
  const keyId = fieldsOf(material).get('keyId');
  if (typeof keyId !== 'number' || !isKeyId(keyId)) throw new Error('a ticket key has no key id from 1 to 65535');
  return keyId;
}

export function parsePublicKey(material: unknown): KeyObject {
  const x = keyBytes(fieldsOf(material), 'publicKey').toString('base64url');
  return createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
}

export function publicKeyText(publicKey: KeyObject): string {
  return jwkPart(publicKey, 'x');
}

const KEY_BYTES = 32;
/** The DER of RFC 8410 that stands before the 32 bytes of an Ed25519 private key. */
const PKCS8_ED25519 = Buffer.from('302e020100300506032b657004220420', 'hex');

function jwkPart(key: KeyObject, part: 'd' | 'x'): string {
  const jwk: JsonWebKey = key.export({ format: 'jwk' });
  const text = jwk[part];
  if (jwk.crv !== 'Ed25519' || text === undefined) throw new Error('not an Ed25519 key');
  return text;
}

function fieldsOf(material: unknown): ReadonlyMap<string, unknown> {
  if (typeof material !== 'object' || material === null) throw new Error('a ticket key is not an object');
  return new Map<string, unknown>(Object.entries(material));
}

function keyBytes(fields: ReadonlyMap<string, unknown>, name: string): Buffer {
  const text = fields.get(name);
  const bytes = typeof text === 'string' ? Buffer.from(text, 'base64url') : undefined;
  // Node's decoder forgives strange characters; a key that was copied wrongly must not become another key.
  if (bytes === undefined || bytes.length !== KEY_BYTES || bytes.toString('base64url') !== text) {
    throw new Error(`the ${name} of a ticket key is not 32 bytes in base64url`);
  }
  return bytes;
}
