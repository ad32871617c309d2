import type { KeyObject } from 'node:crypto';
import type { KeyRing } from './key-ring.ts';
import { parseKeyId, parsePublicKey, publicKeyText } from './ticket-key.ts';

/** What a phone holds: Ed25519 public keys by key id. Nothing can be forged with them. */
export type PublicKeys = ReadonlyMap<number, KeyObject>;

/** One public key as it travels: 32 bytes in base64url without padding. */
export type PublicKeyMaterial = { readonly keyId: number; readonly publicKey: string };

export function publicKeysOf(ring: KeyRing): PublicKeys {
  return new Map([...ring.keys.values()].map((key) => [key.keyId, key.publicKey]));
}

export function serialisePublicKeys(keys: PublicKeys): readonly PublicKeyMaterial[] {
  return Array.from(keys, ([keyId, publicKey]) => ({ keyId, publicKey: publicKeyText(publicKey) }));
}

/** Throws for anything but what `serialisePublicKeys` gives. */
export function parsePublicKeys(material: readonly unknown[]): PublicKeys {
  const keys = new Map(material.map((one) => [parseKeyId(one), parsePublicKey(one)]));
  if (keys.size !== material.length) throw new Error('two public keys have the same key id');
  return keys;
}
