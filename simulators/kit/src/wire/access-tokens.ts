import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { assert } from '@safiri/kernel';
import type { Reader, Writer } from '../books/open-books.ts';
import { text } from '../books/rows.ts';

export type TokenClaims = {
  /** Whom the token was given to. */
  client: string;
  /** What it opens. */
  scope: string;
  expiresMillis: number;
};

/** Makes the key that signs tokens, once; it is kept in the books, so that tokens outlive a restart. */
export function provideTokenKey(tx: Writer): void {
  tx.run(`insert into secrets (name, value) values ('token-key', ?) on conflict do nothing`, newKey());
}

/** Makes every token worthless that was ever given out. */
export function replaceTokenKey(tx: Writer): void {
  tx.run(`update secrets set value = ? where name = 'token-key'`, newKey());
}

/** A signed token of three parts, as the companies' are. Nothing about it is stored. */
export function signToken(reader: Reader, { client, scope, expiresMillis }: TokenClaims): string {
  const head = base64url(JSON.stringify({ alg: 'HS256', typ: 'JWT' }));
  const payload = base64url(JSON.stringify({ client, scope, expiresMillis }));
  return `${head}.${payload}.${signature(reader, `${head}.${payload}`)}`;
}

/** What a genuine token says, expired or not; undefined for anything else. */
export function readToken(reader: Reader, token: string): TokenClaims | undefined {
  const [head, payload, seal, ...rest] = token.split('.');
  if (head === undefined || payload === undefined || seal === undefined || rest.length > 0) return undefined;
  const expected = Buffer.from(signature(reader, `${head}.${payload}`));
  const given = Buffer.from(seal);
  if (expected.length !== given.length || !timingSafeEqual(expected, given)) return undefined;
  return readClaims(Buffer.from(payload, 'base64url').toString());
}

function readClaims(json: string): TokenClaims | undefined {
  const parsed: unknown = JSON.parse(json);
  if (typeof parsed !== 'object' || parsed === null) return undefined;
  if (!('client' in parsed && 'scope' in parsed && 'expiresMillis' in parsed)) return undefined;
  const { client, scope, expiresMillis } = parsed;
  return typeof client === 'string' && typeof scope === 'string' && typeof expiresMillis === 'number'
    ? { client, scope, expiresMillis }
    : undefined;
}

function newKey(): string {
  return randomBytes(32).toString('hex');
}

function base64url(plain: string): string {
  return Buffer.from(plain).toString('base64url');
}

function signature(reader: Reader, signed: string): string {
  const row = reader.find(`select value from secrets where name = 'token-key'`);
  assert(row !== undefined, 'the token key was made before the first request');
  return createHmac('sha256', Buffer.from(text(row, 'value'), 'hex'))
    .update(signed)
    .digest('base64url');
}
