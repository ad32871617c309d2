import { type KeyObject, verify } from 'node:crypto';
import type { PublicKeys } from './public-keys.ts';
import { signatureInput, type TokenParts } from './token-bytes.ts';
import type { TokenVerdict } from './token-payload.ts';
import { decodeToken } from './token-text.ts';

/** What a phone does without network. `vectors.json` is what its own implementation is checked against. */
export function verifyTokenByPublicKey(text: string, publicKeys: PublicKeys): TokenVerdict {
  const decoded = decodeToken(text);
  if ('refused' in decoded) return decoded;
  const { parts } = decoded;
  const publicKey = publicKeys.get(parts.payload.keyId);
  if (publicKey === undefined) return { refused: 'unknown-key' };
  return isSignedBy(parts, publicKey) ? { genuine: parts.payload } : { refused: 'forged' };
}

/** Node's crypto is synchronous on purpose: for so few bytes, WebCrypto's hop to another thread costs more. */
export function isSignedBy(parts: TokenParts, publicKey: KeyObject): boolean {
  return verify(null, signatureInput(parts.payload, parts.mac), publicKey, parts.signature);
}
