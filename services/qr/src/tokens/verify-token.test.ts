import { setImmediate } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { beforeAll, describe, expect, test } from 'vitest';
import { BASE41_ALPHABET } from './base41.ts';
import { createKeyRing } from './key-ring.ts';
import { publicKeysOf } from './public-keys.ts';
import { signToken } from './sign-token.ts';
import { parseTicketKey } from './ticket-key.ts';
import { someTickets } from './token-arbitraries.ts';
import type { TicketFacts, TokenVerdict } from './token-payload.ts';
import { tokenTestConfig } from './token-test-config.ts';
import vectors from './vectors.json' with { type: 'json' };
import { verifyTokenByHmac } from './verify-token-by-hmac.ts';
import { verifyTokenByPublicKey } from './verify-token-by-public-key.ts';

const { seed, genuineTokens, mutatedTokens, step, timeoutMilliseconds } = tokenTestConfig;
// Fixed keys, so that a printed seed repeats the run to the byte.
const ring = createKeyRing(1, vectors.keys.map(parseTicketKey));
const publicKeys = publicKeysOf(ring);

// What follows is synchronous; the test runner is answered between batches of this many tokens.
const BATCH = 1_000;

beforeAll(() => console.info(`token tests: SAFIRI_SEED=${seed}`));

describe(`with SAFIRI_SEED=${seed}`, { timeout: timeoutMilliseconds }, () => {
  test(`${genuineTokens} random tokens are accepted by the qr service and by a phone`, async () => {
    for (let made = 0; made < genuineTokens; made += BATCH) {
      expect(someTickets(seed + made, BATCH).filter((ticket) => !isAcceptedTwice(ticket))).toEqual([]);
      await setImmediate();
    }
  });

  test('every change of one character is refused both ways', async () => {
    for (const text of sampledTokens()) {
      for (let at = seed % step; at < text.length; at += step) {
        expectRefused(changesAt(text, at));
        if (at % 50 < step) await setImmediate();
      }
    }
  });

  test('every insertion of one character is refused both ways', () => {
    for (const text of sampledTokens()) {
      for (let at = seed % step; at <= text.length; at += step) {
        expectRefused(CHARACTERS.map((character) => text.slice(0, at) + character + text.slice(at)));
      }
    }
  });

  test('every cut, at either end or out of the middle, is refused both ways', () => {
    for (const text of sampledTokens()) {
      for (let from = seed % step; from < text.length; from += step) {
        const lengths = Array.from({ length: text.length - from }, (_, less) => less + 1);
        expectRefused(lengths.map((length) => text.slice(0, from) + text.slice(from + length)));
      }
    }
  });
});

/** What a scanner, a keyboard, or a forger might put into a token. */
const CHARACTERS = [
  ...BASE41_ALPHABET,
  'a',
  'z',
  ' ',
  '\n',
  '\t',
  '%',
  '+',
  '/',
  '=',
  '_',
  '\u0000',
  'É',
  'ı',
  '０',
  '🚌',
];

function sampledTokens(): readonly string[] {
  return someTickets(seed, mutatedTokens).map((ticket) => signToken(ticket, ring));
}

function changesAt(text: string, at: number): readonly string[] {
  return CHARACTERS.filter((character) => character !== text.charAt(at)).map(
    (character) => text.slice(0, at) + character + text.slice(at + 1),
  );
}

function isAcceptedTwice(ticket: TicketFacts): boolean {
  const text = signToken(ticket, ring);
  const genuine = { genuine: { ...ticket, keyId: 1 } };
  const verdicts = [verifyTokenByHmac(text, ring), verifyTokenByPublicKey(text, publicKeys)];
  return isDeepStrictEqual(verdicts, [genuine, genuine]);
}

function expectRefused(texts: readonly string[]): void {
  const accepted = texts.filter(
    (text) => isGenuine(verifyTokenByHmac(text, ring)) || isGenuine(verifyTokenByPublicKey(text, publicKeys)),
  );
  expect(accepted).toEqual([]);
}

function isGenuine(verdict: TokenVerdict): boolean {
  return 'genuine' in verdict;
}
