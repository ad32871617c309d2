import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { assert } from '@safiri/kernel';
import type { Product } from '../books/accounts.ts';
import type { Reader, Writer } from '../books/open-books.ts';
import { text } from '../books/rows.ts';

/** MTN's tokens live an hour. */
export const tokenLifetimeSeconds = 3600;

export type TokenClaims = { apiUser: string; product: Product; expiresMillis: number };

/** Makes the key that signs tokens, once; it is kept in the books, so that tokens outlive a restart. */
export function provideTokenKey(tx: Writer): void {
  const key = randomBytes(32).toString('hex');
  tx.run(`insert into secrets (name, value) values ('token-key', ?) on conflict do nothing`, key);
}

export function getTokenKey(reader: Reader): string {
  const row = reader.find(`select value from secrets where name = 'token-key'`);
  assert(row !== undefined, 'the token key was made before the first request');
  return text(row, 'value');
}

/** A JWT, as MTN's are. Nothing about it is stored. */
export function signToken(key: string, claims: TokenClaims): string {
  const head = base64url(JSON.stringify({ alg: 'HS256', typ: 'JWT' }));
  const payload = base64url(
    JSON.stringify({ clientId: claims.apiUser, product: claims.product, expiresMillis: claims.expiresMillis }),
  );
  return `${head}.${payload}.${signature(key, `${head}.${payload}`)}`;
}

/** What a genuine token says, expired or not; undefined for anything else. */
export function readToken(key: string, token: string): TokenClaims | undefined {
  const [head, payload, seal, ...rest] = token.split('.');
  if (head === undefined || payload === undefined || seal === undefined || rest.length > 0) return undefined;
  const expected = Buffer.from(signature(key, `${head}.${payload}`));
  const given = Buffer.from(seal);
  if (expected.length !== given.length || !timingSafeEqual(expected, given)) return undefined;
  return readClaims(Buffer.from(payload, 'base64url').toString());
}

function readClaims(json: string): TokenClaims | undefined {
  const parsed: unknown = JSON.parse(json);
  if (typeof parsed !== 'object' || parsed === null) return undefined;
  if (!('clientId' in parsed && 'product' in parsed && 'expiresMillis' in parsed)) return undefined;
  const { clientId, product, expiresMillis } = parsed;
  if (typeof clientId !== 'string' || typeof expiresMillis !== 'number') return undefined;
  return product === 'collection' || product === 'disbursement'
    ? { apiUser: clientId, product, expiresMillis }
    : undefined;
}

function base64url(plain: string): string {
  return Buffer.from(plain).toString('base64url');
}

function signature(key: string, signed: string): string {
  return createHmac('sha256', Buffer.from(key, 'hex')).update(signed).digest('base64url');
}
