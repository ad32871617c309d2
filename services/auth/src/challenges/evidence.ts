import { asService, transaction } from '@safiri/runtime';
import { findSignInAccount } from '../accounts/account-queries.ts';
import type { Ctx } from '../context.ts';
import { verifyAssertion, type UsedPasskey } from '../factors/verify-passkey.ts';
import { isRightPassword } from '../passwords/password-hashing.ts';
import { hashOfToken } from '../sessions/refresh-token.ts';
import { placeOf } from '../tries/place.ts';
import { forgiveTries, takeTry } from '../tries/take-try.ts';
import { tellWhenSlowed } from '../tries/tell-when-slowed.ts';
import { passkeyChallengeOf } from './challenge.ts';
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
    const tokenHash = hashOfToken(token);
    const accountId = await transaction(
      ctx.db,
      asService,
      async (tx) => (await lockChallenge(tx, { tokenHash, now: ctx.clock.now() }))?.accountId,
    );
    return {
      ...none,
      ...(await checkPassword(ctx, { ...answer, accountId: accountId ?? null, password: factor.password })),
    };
  }
  if (factor.kind === 'passkey')
    return { ...none, passkey: await verifyAssertion(ctx, factor.passkey, passkeyChallengeOf(token)) };
  return none;
}

/** The password of an account that is known already; tries count by account and place. */
export async function checkPassword(
  ctx: Ctx,
  checked: Pick<Answer, 'caller'> & { readonly accountId: string | null; readonly password: string },
): Promise<Pick<Evidence, 'isPasswordRight' | 'waitSeconds'>> {
  const { accountId, password, caller } = checked;
  return await ctx.hasher.inPlace(async (place) => {
    const found = await transaction(ctx.db, asService, async (tx) => {
      const { name } = await placeOf(tx, accountId, caller);
      const wanted = { rule: 'passwords', subject: `account ${accountId}`, source: name } as const;
      const waitSeconds = await takeTry(ctx, tx, wanted);
      const account = accountId === null ? undefined : await findSignInAccount(tx, { accountId });
      return { wanted, waitSeconds, hash: account?.passwordHash ?? undefined };
    });
    if (found.waitSeconds > 0) return { isPasswordRight: false, waitSeconds: found.waitSeconds };
    const isPasswordRight = await isRightPassword(ctx, place, { accountId, password, hash: found.hash });
    await transaction(ctx.db, asService, async (tx) => {
      if (isPasswordRight) await forgiveTries(ctx, tx, found.wanted);
      else await tellWhenSlowed(ctx, tx, { tried: found.wanted, accountId });
    });
    return { isPasswordRight, waitSeconds: 0 };
  });
}
