import { createHash, randomBytes } from 'node:crypto';
import { createSealer, type Sealer } from '@safiri/runtime';

/** 256 random bits: nobody finds one by trying. */
export function makeRefreshToken(): string {
  return randomBytes(32).toString('base64url');
}

/** What is stored of a token. */
export function hashOfToken(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

/** Seals what only somebody who shows this token may be told again: its stored hash opens nothing. */
export function sealerOfToken(token: string): Sealer {
  return createSealer(createHash('sha256').update(`successor of ${token}`).digest('base64'));
}
