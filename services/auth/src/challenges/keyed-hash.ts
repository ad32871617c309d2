import { createHmac, hkdfSync } from 'node:crypto';

/** A hash that only who has the key can make: of what is too short to be safe under a bare one, and of names. */
export type KeyedHash = (use: string, ...parts: readonly string[]) => Buffer;

export function createKeyedHash(keyBase64: string): KeyedHash {
  const key = Buffer.from(
    hkdfSync('sha256', Buffer.from(keyBase64, 'base64'), Buffer.alloc(0), 'safiri sign-in hashes', 32),
  );
  // Parts have no zero byte, so that no two lists of them read alike.
  return (use, ...parts) =>
    createHmac('sha256', key)
      .update([use, ...parts].join('\0'))
      .digest();
}
