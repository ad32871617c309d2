import type { OutputOf, resetPassword } from '@safiri/contracts';
import { assert } from '@safiri/kernel';
import type { RequestOf } from '@safiri/runtime';
import { findAccount, setPassword } from '../accounts/account-queries.ts';
import { noteOwnChange } from '../accounts/tell-holder.ts';
import { dropChallengesOf } from '../challenges/challenge-queries.ts';
import { judge } from '../challenges/judge.ts';
import type { Ctx } from '../context.ts';
import { endSessions } from '../sessions/end-sessions.ts';
import { lockSessionsOf } from '../sessions/session-queries.ts';
import { hashPassword } from './password-hashing.ts';
import { checkNewPassword } from './password-rules.ts';

/**
 * A new password for who reads the phone or mailbox of an account. Opens no session: whoever has a second factor is still
 * asked for it. The password is hashed before the code is looked at, so that a right code is never used up in vain.
 */
export async function setForgottenPassword(
  ctx: Ctx,
  request: RequestOf<typeof resetPassword>,
): Promise<OutputOf<typeof resetPassword>> {
  const { challengeToken: token, code, password } = request.body;
  checkNewPassword(password, {});
  const passwordHash = await hashPassword(ctx, password);
  const factor = { kind: 'code', code } as const;
  return await judge(ctx, { token, purpose: 'reset', factor, caller: request }, async (tx, { accountId }) => {
    assert(accountId !== null, 'nobody is sent a code that sets a password where there is no account');
    const now = ctx.clock.now();
    checkNewPassword(password, (await findAccount(tx, accountId)) ?? {});
    await setPassword(tx, { accountId, passwordHash, now });
    await dropChallengesOf(tx, accountId, now);
    const sessionIds = await lockSessionsOf(tx, accountId, null);
    await endSessions(ctx, tx, { sessionIds, because: 'password-changed' });
    await noteOwnChange(ctx, tx, { request, accountId, what: 'password-reset' });
    return { accountId };
  });
}
