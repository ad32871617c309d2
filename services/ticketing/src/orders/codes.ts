import { randomBytes, randomFillSync } from 'node:crypto';

/** Letters and digits that nobody mistakes for one another when read out or typed; without vowels, so without words. */
const alphabet = 'CDFGHJKMNPQRTWXY34679';

/** An order's reference: 21⁸ of them, so that among a million orders a new one is known already once in 38,000 times. */
export function newReference(): string {
  return newCode(8);
}

/** A ticket's short code, known once on its trip: with 200 tickets on it, taken already less than three times in a million. */
export function newShortCode(): string {
  return newCode(6);
}

/** Secret of a private link: 128 random bits. */
export function newLink(): string {
  return randomBytes(16).toString('base64url');
}

/** Random bytes are made many at a time: asked for one by one they cost more than all else in a code. */
const pool = Buffer.alloc(4_096);
let used = pool.length;

function randomByte(): number {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  const byte = pool[used] ?? 0;
  used += 1;
  return byte;
}

/** Bytes beyond the last whole alphabet are passed over, so that each letter is as likely as any other. */
const fair = 256 - (256 % alphabet.length);

/** So many letters, each as likely as any other. */
export function newCode(length: number): string {
  let text = '';
  while (text.length < length) {
    const byte = randomByte();
    if (byte < fair) text += alphabet[byte % alphabet.length];
  }
  return text;
}
