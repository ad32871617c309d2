import { timingSafeEqual } from 'node:crypto';
import type { KeyRing } from './key-ring.ts';
import type { TokenVerdict } from './token-payload.ts';
import { decodeToken } from './token-text.ts';
import { tokenMac } from './trip-key.ts';
import { isSignedBy } from './verify-token-by-public-key.ts';

/**
 * What the qr service does: the HMAC is computed again and compared in constant time, which refuses nearly every
 * forgery at a small part of a signature's price; then the signature, without which somebody holding a trip's HMAC
 * key could make that trip's tickets.
 */
export function verifyTokenByHmac(text: string, ring: KeyRing): TokenVerdict {
  const decoded = decodeToken(text);
  if ('refused' in decoded) return decoded;
  const { parts } = decoded;
  const key = ring.keys.get(parts.payload.keyId);
  if (key === undefined) return { refused: 'unknown-key' };
  const mac = tokenMac(parts.payload, ring.tripKeys(key, parts.payload.tripId));
  const genuine = timingSafeEqual(mac, parts.mac) && isSignedBy(parts, key.publicKey);
  return genuine ? { genuine: parts.payload } : { refused: 'forged' };
}
