import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

/** AES-256-GCM with a random 96-bit nonce: "v1." and base64url of nonce, tag and ciphertext. For private keys at rest. */
export type Sealer = { seal(text: string): string; open(sealed: string): string };

const nonceBytes = 12;
const tagBytes = 16;
const keyBytes = 32;

/** `keyBase64` is 32 bytes. Opening a text that was sealed under another key, or changed since, throws. */
export function createSealer(keyBase64: string): Sealer {
  const key = Buffer.from(keyBase64, 'base64');
  if (key.length !== keyBytes) throw new Error('The key that encrypts private keys must be 32 bytes in base64.');
  return {
    seal: (text) => {
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv('aes-256-gcm', key, nonce);
      const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return `v1.${Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url')}`;
    },
    open: (sealed) => {
      if (!sealed.startsWith('v1.')) throw new Error('Sealed text of an unknown version.');
      const bytes = Buffer.from(sealed.slice(3), 'base64url');
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, nonceBytes), { authTagLength: tagBytes });
      decipher.setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes));
      return Buffer.concat([decipher.update(bytes.subarray(nonceBytes + tagBytes)), decipher.final()]).toString('utf8');
    },
  };
}
