import type { answerChallenge, SignInOutcome } from '@safiri/contracts';
import { assert } from '@safiri/kernel';
import type { RequestOf, Tx } from '@safiri/runtime';
import { judge, type Proven } from '../challenges/judge.ts';
import { openChallenge } from '../challenges/open-challenge.ts';
import { prepareCode } from '../challenges/send-code.ts';
import type { Ctx } from '../context.ts';
import { goOn, outcomeOf, type Decided } from './go-on.ts';

/** One more factor of a sign-in: then a session, what is still missing, or the right to open an account. */
export async function answerSignIn(ctx: Ctx, request: RequestOf<typeof answerChallenge>): Promise<SignInOutcome> {
  const { challengeToken: token, factor } = request.body;
  const prepared = factor.kind === 'password' ? await prepareCode(ctx) : undefined;
  const answer = { token, purpose: 'sign-in', factor, caller: request } as const;
  const decided = await judge(ctx, answer, async (tx, { challenge, accountId, proven }): Promise<Decided> => {
    if (accountId === null) return await offerRegistration(ctx, tx, challenge);
    return await goOn(ctx, tx, { accountId, proven, caller: request, prepared });
  });
  return await outcomeOf(ctx, decided);
}

/** Somebody reads this phone or mailbox, and it has no account: they may open one. */
async function offerRegistration(ctx: Ctx, tx: Tx, challenge: Proven['challenge']): Promise<Decided> {
  assert(challenge.identifier !== null, 'a code was sent somewhere');
  const { identifier, locale } = challenge;
  const { token, stored } = await openChallenge(ctx, tx, {
    purpose: 'registration',
    accountId: null,
    sessionId: null,
    identifier,
    locale,
    proven: ['code'],
    factors: [],
  });
  return { kind: 'registration', registrationToken: token, expiresAt: stored.expiresAt.toISOString() };
}
