import { randomBytes, randomInt } from 'node:crypto';

/** Letters and digits that nobody mistakes for one another when read out or typed; without vowels, so without words. */
const alphabet = 'CDFGHJKMNPQRTWXY34679';

/** An order's reference: 21⁸ of them, so that among a million orders a new one is known already once in 38,000 times. */
export function newReference(): string {
  return code(8);
}

/** A ticket's short code, known once on its trip: with 200 tickets on it, taken already less than three times in a million. */
export function newShortCode(): string {
  return code(6);
}

/** Secret of a private link: 128 random bits. */
export function newLink(): string {
  return randomBytes(16).toString('base64url');
}

function code(length: number): string {
  return Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join('');
}
