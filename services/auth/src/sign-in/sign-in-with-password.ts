import { DomainError } from '@safiri/kernel';
import type { signIn, SignInOutcome } from '@safiri/contracts';
import { asService, transaction, type RequestOf } from '@safiri/runtime';
import { findSignInAccount } from '../accounts/account-queries.ts';
import { parseIdentifier } from '../accounts/identifier.ts';
import { nameOfIdentifier } from '../challenges/challenge.ts';
import { tooManyTries } from '../tries/too-many-tries.ts';
import { prepareCode } from '../challenges/send-code.ts';
import type { Ctx } from '../context.ts';
import { isRightPassword } from '../passwords/password-hashing.ts';
import { signInRefused } from '../telemetry.ts';
import { placeOf, type Place } from '../tries/place.ts';
import { forgiveTries, giveBackTry, takeTries, type WantedTry } from '../tries/take-try.ts';
import { tellWhenSlowed } from '../tries/tell-when-slowed.ts';
import { goOn, outcomeOf, waysOf } from './go-on.ts';
import { whatFollows } from './what-follows.ts';

/** One answer and one amount of work for an unknown account and for a wrong password. */
export async function signInWithPassword(ctx: Ctx, request: RequestOf<typeof signIn>): Promise<SignInOutcome> {
  const { body } = request;
  const identifier = parseIdentifier(body.identifier, ctx.config.DEFAULT_REGION);
  const subject = identifier === undefined ? body.identifier : nameOfIdentifier(identifier);
  return await ctx.hasher.inPlace(async (queue) => {
    const { found, counted, wait } = await transaction(ctx.db, asService, async (tx) => {
      // What is no identifier is looked for too: it takes as long.
      const account = await findSignInAccount(tx, identifier ?? { kind: 'email', value: body.identifier });
      const place = await placeOf(tx, account?.account.accountId ?? null, request);
      const tries = triesOf(subject, place);
      return { found: account, counted: tries, wait: await takeTries(ctx, tx, tries) };
    });
    if (wait > 0) throw tooManyTries(wait);
    const accountId = found?.account.accountId ?? null;
    const tried = { accountId, password: body.password, hash: found?.passwordHash ?? undefined };
    const matched = await isRightPassword(ctx, queue, tried);
    if (found === undefined || !matched) {
      await transaction(ctx.db, asService, async (tx) => {
        for (const each of counted) await tellWhenSlowed(ctx, tx, { tried: each, accountId });
      });
      signInRefused(ctx.log);
      throw new DomainError('SIGN_IN_FAILED', 'This phone or e-mail and password do not belong together.');
    }
    const needsCode = whatFollows(waysOf(found), ['password']).includes('code');
    const prepared = needsCode ? await prepareCode(ctx) : undefined;
    const decided = await transaction(ctx.db, asService, async (tx) => {
      for (const each of counted) await (each.rule === 'passwords' ? forgiveTries : giveBackTry)(ctx, tx, each);
      return await goOn(ctx, tx, {
        accountId: found.account.accountId,
        proven: ['password'],
        caller: request,
        prepared,
      });
    });
    return await outcomeOf(ctx, decided);
  });
}

/** By the place, and where the account does not know it together with all such places. */
function triesOf(subject: string, { isKnown, name }: Place): WantedTry[] {
  const here: WantedTry = { rule: 'passwords', subject, source: name };
  return isKnown ? [here] : [here, { rule: 'passwords-of-strangers', subject, source: '' }];
}
