import { asService, transaction } from '@safiri/runtime';
import { findSignInAccount } from '../accounts/account-queries.ts';
import type { Ctx } from '../context.ts';
import { verifyAssertion, type UsedPasskey } from '../factors/verify-passkey.ts';
import { isRightPassword } from '../passwords/password-hashing.ts';
import { hashOfToken } from '../sessions/refresh-token.ts';
import { endPasswordTries, passwordTries } from '../tries/password-tries.ts';
import { placeOf } from '../tries/place.ts';
import { takeTries } from '../tries/take-try.ts';
import { passkeyChallengeOf, refusalOf } from './challenge.ts';
import { lockChallenge } from './challenge-queries.ts';
import type { Answer } from './judge.ts';

/** What takes computing to find out, found out before the transaction that decides. */
export type Evidence = {
  readonly isPasswordRight: boolean;
  /** Seconds before a password may be tried. */
  readonly waitSeconds: number;
  readonly passkey: UsedPasskey | undefined;
};

const none: Evidence = { isPasswordRight: false, waitSeconds: 0, passkey: undefined };

export async function gatherEvidence(ctx: Ctx, answer: Answer): Promise<Evidence> {
  const { factor, token } = answer;
  if (factor.kind === 'password') {
    const wanted = { tokenHash: hashOfToken(token), now: ctx.clock.now() };
    const challenge = await transaction(ctx.db, asService, async (tx) => await lockChallenge(tx, wanted));
    // Else whoever has a challenge of somebody's, which anybody can have, would learn from what it costs.
    if (challenge === undefined || refusalOf(challenge, answer) !== undefined) return none;
    const { accountId } = challenge;
    return { ...none, ...(await checkPassword(ctx, { ...answer, accountId, password: factor.password })) };
  }
  if (factor.kind === 'passkey')
    return { ...none, passkey: await verifyAssertion(ctx, factor.passkey, passkeyChallengeOf(token)) };
  return none;
}

/** The password of an account that is known already; tries count as at the door. */
export async function checkPassword(
  ctx: Ctx,
  checked: Pick<Answer, 'caller'> & { readonly accountId: string | null; readonly password: string },
): Promise<Pick<Evidence, 'isPasswordRight' | 'waitSeconds'>> {
  const { accountId, password, caller } = checked;
  return await ctx.hasher.inPlace(async (place) => {
    const found = await transaction(ctx.db, asService, async (tx) => {
      const tries = passwordTries(`account ${accountId}`, await placeOf(tx, accountId, caller));
      const waitSeconds = await takeTries(ctx, tx, tries);
      const account = accountId === null ? undefined : await findSignInAccount(tx, { accountId });
      return { tries, waitSeconds, hash: account?.passwordHash ?? undefined };
    });
    if (found.waitSeconds > 0) return { isPasswordRight: false, waitSeconds: found.waitSeconds };
    const isPasswordRight = await isRightPassword(ctx, place, { accountId, password, hash: found.hash });
    const ended = { tries: found.tries, accountId, isRight: isPasswordRight };
    await transaction(ctx.db, asService, async (tx) => await endPasswordTries(ctx, tx, ended));
    return { isPasswordRight, waitSeconds: 0 };
  });
}
