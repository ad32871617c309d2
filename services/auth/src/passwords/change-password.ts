import type { AccountSecurity, changePassword } from '@safiri/contracts';
import { DomainError } from '@safiri/kernel';
import { asService, transaction, type AccountActor, type RequestOf } from '@safiri/runtime';
import { findAccount, lockAccount, setPassword } from '../accounts/account-queries.ts';
import { noteOwnChange } from '../accounts/tell-holder.ts';
import { checkPassword } from '../challenges/evidence.ts';
import { dropChallengesOf } from '../challenges/challenge-queries.ts';
import { tooManyTries } from '../tries/too-many-tries.ts';
import type { Ctx } from '../context.ts';
import { readSecurity } from '../factors/read-security.ts';
import { hasSession, proofNeeded, requireFresh } from '../proofs/freshness.ts';
import { endSessions } from '../sessions/end-sessions.ts';
import { lockSessionsOf } from '../sessions/session-queries.ts';
import { hashPassword } from './password-hashing.ts';
import { checkNewPassword } from './password-rules.ts';

/** Another password, for who knows the old one or has just shown something that is no password. */
export async function changeOwnPassword(ctx: Ctx, request: RequestOf<typeof changePassword>): Promise<AccountSecurity> {
  const { actor, body } = request;
  const { subjectId: accountId } = actor;
  const owner = await transaction(ctx.db, asService, async (tx) => {
    if (body.oldPassword === undefined) await requireMoreThanPassword(ctx, actor)(tx);
    return await findAccount(tx, accountId);
  });
  checkNewPassword(body.password, owner ?? {});
  if (body.oldPassword !== undefined) await requireOldPassword(ctx, request, body.oldPassword);
  const passwordHash = await hashPassword(ctx, body.password);
  return await transaction(ctx.db, asService, async (tx) => {
    const now = ctx.clock.now();
    await lockAccount(tx, accountId);
    // Another one may have been set while this was hashed, which ended this session: whoever set it is the holder.
    if (!(await hasSession(tx, actor))) throw new DomainError('UNAUTHENTICATED', 'Sign in and repeat the request.');
    await setPassword(tx, { accountId, passwordHash, now });
    await dropChallengesOf(tx, accountId, now);
    const sessionIds = await lockSessionsOf(tx, accountId, actor.sessionId);
    await endSessions(ctx, tx, { sessionIds, because: 'password-changed' });
    await noteOwnChange(ctx, tx, { request, accountId, what: 'password-changed' });
    return await readSecurity(ctx, tx, actor);
  });
}

function requireMoreThanPassword(ctx: Ctx, actor: AccountActor) {
  return async (tx: Parameters<typeof requireFresh>[1]): Promise<void> => {
    const { provenBy } = await requireFresh(ctx, tx, actor);
    if (provenBy.every((kind) => kind === 'password')) throw proofNeeded();
  };
}

async function requireOldPassword(ctx: Ctx, caller: RequestOf<typeof changePassword>, password: string): Promise<void> {
  const checked = await checkPassword(ctx, { accountId: caller.actor.subjectId, password, caller });
  if (checked.waitSeconds > 0) throw tooManyTries(checked.waitSeconds);
  if (!checked.isPasswordRight)
    throw new DomainError('FACTOR_WRONG', 'That is not your password.', { field: '/body/oldPassword' });
}
