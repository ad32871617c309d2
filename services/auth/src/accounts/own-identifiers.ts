import type { Account, addIdentifier, Challenge, confirmIdentifier } from '@safiri/contracts';
import { assert, DomainError } from '@safiri/kernel';
import { asService, transaction, violatedUnique, type RequestOf } from '@safiri/runtime';
import { judge } from '../challenges/judge.ts';
import { openChallenge, tellChallenge } from '../challenges/open-challenge.ts';
import { challengeOver, prepareCode, sendCodeOf, tooManyCodes } from '../challenges/send-code.ts';
import type { Ctx } from '../context.ts';
import { requireFresh } from '../proofs/freshness.ts';
import { identifierIn } from '../sign-in/request-code.ts';
import { findAccount, setIdentifier } from './account-queries.ts';
import { noteNewIdentifier } from './tell-holder.ts';

/** A code to a phone or mailbox that the account is to have. Whether another account has it is told to who reads it there. */
export async function requestIdentifierCode(ctx: Ctx, request: RequestOf<typeof addIdentifier>): Promise<Challenge> {
  const { actor, body } = request;
  const identifier = identifierIn(ctx, body.identifier);
  const prepared = await prepareCode(ctx);
  const sent = await transaction(ctx.db, asService, async (tx) => {
    await requireFresh(ctx, tx, actor);
    const account = await findAccount(tx, actor.subjectId);
    const opened = await openChallenge(ctx, tx, {
      purpose: 'identifier',
      accountId: actor.subjectId,
      sessionId: actor.sessionId,
      identifier,
      locale: account?.locale ?? 'en',
      proven: [],
      factors: ['code'],
    });
    const wait = await sendCodeOf(ctx, tx, { stored: opened.stored, prepared, caller: request });
    return wait > 0 ? wait : tellChallenge(ctx, { ...opened, isSent: true });
  });
  if (typeof sent === 'number') throw tooManyCodes(sent);
  return sent;
}

export async function takeIdentifier(ctx: Ctx, request: RequestOf<typeof confirmIdentifier>): Promise<Account> {
  const { actor, body } = request;
  const factor = { kind: 'code', code: body.code } as const;
  const answer = { token: body.challengeToken, purpose: 'identifier', factor, caller: request } as const;
  const account = await judge(ctx, answer, async (tx, { challenge }) => {
    const { accountId, identifier, sessionId } = challenge;
    if (accountId !== actor.subjectId || sessionId !== actor.sessionId || identifier === null) throw challengeOver();
    await noteNewIdentifier(ctx, tx, { request, accountId, identifier });
    await setIdentifier(tx, { accountId, identifier, now: ctx.clock.now() });
    return await findAccount(tx, accountId);
  }).catch((error: unknown) => {
    if (violatedUnique(error) === undefined) throw error;
    throw new DomainError('IDENTIFIER_TAKEN', 'Another account has this: sign in to that one.');
  });
  assert(account !== undefined, 'who is signed in has an account');
  return account;
}
