import { DomainError } from '@safiri/kernel';
import type { Session, signIn } from '@safiri/contracts';
import { asService, transaction, type RequestOf } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { signedIn, signInRefused } from '../telemetry.ts';
import { clientOf } from '../sessions/client.ts';
import { openAccountSession } from '../sessions/open-session.ts';
import { findAccountByIdentifier, findPasswordHash } from './account-queries.ts';
import { parseIdentifier } from './identifier.ts';

/** One answer and one amount of work for an unknown account and for a wrong password. */
export async function signInWithPassword(ctx: Ctx, request: RequestOf<typeof signIn>): Promise<Session> {
  const { body } = request;
  const identifier = parseIdentifier(body.identifier, ctx.config.DEFAULT_REGION);
  const found = await transaction(ctx.db, asService, async (tx) => {
    const account = identifier === undefined ? undefined : await findAccountByIdentifier(tx, identifier);
    return { account, hash: account === undefined ? undefined : await findPasswordHash(tx, account.accountId) };
  });
  const matched = await ctx.hasher.matches(body.password, found.hash);
  if (found.account === undefined || !matched) {
    signInRefused(ctx.log);
    throw new DomainError('SIGN_IN_FAILED', 'This phone or e-mail and password do not belong together.');
  }
  signedIn(ctx.log, found.account.accountId);
  return await openAccountSession(ctx, found.account.accountId, clientOf(request));
}
