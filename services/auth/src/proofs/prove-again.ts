import type { AccountSecurity, answerProof, Challenge, startProof } from '@safiri/contracts';
import { DomainError } from '@safiri/kernel';
import { asService, transaction, type RequestOf } from '@safiri/runtime';
import { findSignInAccount } from '../accounts/account-queries.ts';
import { judge } from '../challenges/judge.ts';
import { openChallenge, tellChallenge } from '../challenges/open-challenge.ts';
import { challengeOver } from '../challenges/send-code.ts';
import type { Ctx } from '../context.ts';
import { readSecurity } from '../factors/read-security.ts';
import { reachedBy, waysOf } from '../sign-in/go-on.ts';
import { whatProves } from '../sign-in/what-follows.ts';
import { hasSession, markProven } from './freshness.ts';

/** Asks who sits at a browser that is signed in for something that its session does not say. */
export async function beginProof(ctx: Ctx, { actor }: RequestOf<typeof startProof>): Promise<Challenge> {
  return await transaction(ctx.db, asService, async (tx) => {
    const found = await findSignInAccount(tx, { accountId: actor.subjectId });
    if (found === undefined) throw new DomainError('NOT_FOUND', 'This account is no longer there.');
    if (!(await hasSession(tx, actor))) throw new DomainError('NOT_FOUND', 'This session is no longer there.');
    const { accountId, locale } = found.account;
    const opened = await openChallenge(ctx, tx, {
      purpose: 'proof',
      accountId,
      sessionId: actor.sessionId,
      identifier: reachedBy(found.account),
      locale,
      proven: [],
      factors: whatProves(waysOf(found)),
    });
    return tellChallenge(ctx, { ...opened, isSent: false });
  });
}

/** The session is proven by that factor from now on, whatever it was opened by. */
export async function proveAgain(ctx: Ctx, request: RequestOf<typeof answerProof>): Promise<AccountSecurity> {
  const { actor, body } = request;
  const answer = { token: body.challengeToken, purpose: 'proof', factor: body.factor, caller: request } as const;
  return await judge(ctx, answer, async (tx, { challenge, proven }) => {
    if (challenge.sessionId !== actor.sessionId) throw challengeOver();
    await markProven(tx, { sessionId: actor.sessionId, by: proven, now: ctx.clock.now() });
    return await readSecurity(ctx, tx, actor);
  });
}
