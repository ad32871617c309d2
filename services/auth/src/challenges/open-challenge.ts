import type { Challenge, PasskeyRequest } from '@safiri/contracts';
import type { Tx } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { hashOfToken, makeRefreshToken } from '../sessions/refresh-token.ts';
import {
  challengeMinutes,
  maskedIdentifier,
  mostTries,
  passkeyChallengeOf,
  type StoredChallenge,
} from './challenge.ts';
import { insertChallenge } from './challenge-queries.ts';

export type NewChallenge = Omit<StoredChallenge, 'tokenHash' | 'codeHash' | 'triesLeft' | 'expiresAt'>;
export type OpenedChallenge = { readonly token: string; readonly stored: StoredChallenge };

/** A challenge of its own for each purpose, with a token that only who is answered has. */
export async function openChallenge(ctx: Ctx, tx: Tx, wanted: NewChallenge): Promise<OpenedChallenge> {
  const now = ctx.clock.now();
  const token = makeRefreshToken();
  const expiresAt = new Date(now.getTime() + challengeMinutes * 60_000);
  const stored = { ...wanted, tokenHash: hashOfToken(token), codeHash: null, triesLeft: mostTries, expiresAt };
  await insertChallenge(tx, stored, now);
  return { token, stored };
}

/** What its holder is told of it. */
export function tellChallenge(
  ctx: Pick<Ctx, 'site'>,
  { token, stored, isSent }: OpenedChallenge & { readonly isSent: boolean },
): Challenge {
  const passkey: PasskeyRequest = {
    challenge: passkeyChallengeOf(token),
    rpId: ctx.site.rpId,
    timeout: passkeyMilliseconds,
    userVerification: 'required',
  };
  return {
    challengeToken: token,
    expiresAt: stored.expiresAt.toISOString(),
    factors: [...stored.factors],
    sentTo: isSent && stored.identifier !== null ? maskedIdentifier(stored.identifier) : null,
    passkey: stored.factors.includes('passkey') ? passkey : null,
  };
}

/** A minute to find the phone or key. */
const passkeyMilliseconds = 60_000;
