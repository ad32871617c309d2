import { DomainError } from '@safiri/kernel';
import type { signIn, SignInOutcome } from '@safiri/contracts';
import { asService, transaction, type RequestOf } from '@safiri/runtime';
import { findSignInAccount, isStillPassword } from '../accounts/account-queries.ts';
import { parseIdentifier } from '../accounts/identifier.ts';
import { nameOfIdentifier } from '../challenges/challenge.ts';
import { tooManyTries } from '../tries/too-many-tries.ts';
import { prepareCode } from '../challenges/send-code.ts';
import type { Ctx } from '../context.ts';
import { isRightPassword } from '../passwords/password-hashing.ts';
import { signInRefused } from '../telemetry.ts';
import { endPasswordTries, passwordTries } from '../tries/password-tries.ts';
import { placeOf } from '../tries/place.ts';
import { takeTries } from '../tries/take-try.ts';
import { goOn, outcomeOf, waysOf } from './go-on.ts';
import { whatFollows } from './what-follows.ts';

/** One answer and one amount of work for an unknown account and for a wrong password. */
export async function signInWithPassword(ctx: Ctx, request: RequestOf<typeof signIn>): Promise<SignInOutcome> {
  const { body } = request;
  const identifier = parseIdentifier(body.identifier, ctx.config.DEFAULT_REGION);
  const subject = identifier === undefined ? body.identifier : nameOfIdentifier(identifier);
  return await ctx.hasher.inPlace(async (queue) => {
    const { found, tries, wait } = await transaction(ctx.db, asService, async (tx) => {
      // What is no identifier is looked for too: it takes as long.
      const account = await findSignInAccount(tx, identifier ?? { kind: 'email', value: body.identifier });
      const place = await placeOf(tx, account?.account.accountId ?? null, request);
      const counted = passwordTries(subject, place);
      return { found: account, tries: counted, wait: await takeTries(ctx, tx, counted) };
    });
    if (wait > 0) throw tooManyTries(wait);
    const accountId = found?.account.accountId ?? null;
    const tried = { accountId, password: body.password, hash: found?.passwordHash ?? undefined };
    const matched = await isRightPassword(ctx, queue, tried);
    if (found === undefined || !matched) {
      const ended = { tries, accountId, isRight: false };
      await transaction(ctx.db, asService, async (tx) => await endPasswordTries(ctx, tx, ended));
      throw failed(ctx);
    }
    const needsCode = whatFollows(waysOf(found), ['password']).includes('code');
    const prepared = needsCode ? await prepareCode(ctx) : undefined;
    const decided = await transaction(ctx.db, asService, async (tx) => {
      // Whoever changed it meanwhile ended all sessions that it had opened, and this would be one more.
      if (!(await isStillPassword(tx, { accountId: found.account.accountId, hash: found.passwordHash })))
        return undefined;
      await endPasswordTries(ctx, tx, { tries, accountId, isRight: true });
      return await goOn(ctx, tx, {
        accountId: found.account.accountId,
        proven: ['password'],
        caller: request,
        prepared,
      });
    });
    if (decided === undefined) throw failed(ctx);
    return await outcomeOf(ctx, decided);
  });
}

function failed(ctx: Ctx): DomainError {
  signInRefused(ctx.log);
  return new DomainError('SIGN_IN_FAILED', 'This phone or e-mail and password do not belong together.');
}
