import { fromBase41, toBase41 } from './base41.ts';
import { readToken, type TokenParts, writeToken } from './token-bytes.ts';

/**
 * The text of a token: a name, then 142 bytes in base41, together 220 characters of QR's alphanumeric mode.
 *
 * Measured with the qrcode package, version and modules a side at error correction L, M and Q:
 *
 *     142 bytes (HMAC whole)      base41 220 characters     7/45   8/49   10/57
 *                                 base32 235                8/49   9/53   11/61
 *                                 base64url 197 (bytes)     9/53   10/57  12/65
 *     126 bytes (HMAC cut to 16)  base41 196                7/45   8/49   10/57
 *
 * So base41, and the whole HMAC: cutting it would not make the code smaller. At M, which suits a worn paper ticket,
 * version 8 holds 221 characters: one is left.
 *
 * The name reads as a URI scheme, and what follows is legal in a URI, so a phone can hand a scanned code to an app.
 */
export const TOKEN_PREFIX = 'SAFIRI:';

/** Twice a token of today leaves a later version room; more is not looked at. */
export const MAX_TOKEN_CHARACTERS = 440;

type Unreadable = 'malformed' | 'not-canonical' | 'unknown-version';

/** Throws RangeError for parts no token can carry. */
export function encodeToken(parts: TokenParts): string {
  return TOKEN_PREFIX + toBase41(writeToken(parts));
}

/** Takes a token apart and believes nothing: whoever wants to know whether it is genuine calls a verify function. */
export function decodeToken(text: string): { readonly parts: TokenParts } | { readonly refused: Unreadable } {
  if (text.length > MAX_TOKEN_CHARACTERS) return { refused: 'malformed' };
  const read = readText(text);
  if (typeof read !== 'string') return { parts: read };
  if (read !== 'malformed') return { refused: read };
  // Only to tell a human what is wrong: a text that needs tidying is refused, whatever it would then have said.
  const tidied = text.replaceAll(/\s/gu, '').toUpperCase();
  return { refused: tidied !== text && readText(tidied) !== 'malformed' ? 'not-canonical' : 'malformed' };
}

function readText(text: string): TokenParts | Unreadable {
  if (!text.startsWith(TOKEN_PREFIX)) return 'malformed';
  const bytes = fromBase41(text.slice(TOKEN_PREFIX.length));
  return bytes === undefined ? 'malformed' : readToken(bytes);
}
