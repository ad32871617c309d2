import { newId } from '@safiri/kernel';
import type { Account, registerAccount, Session } from '@safiri/contracts';
import { asService, transaction, type RequestOf, type Tx } from '@safiri/runtime';
import { insertAccount, markVerified } from '../accounts/account-queries.ts';
import type { Identifier } from '../accounts/identifier.ts';
import { lockChallenge, markChallengeTaken } from '../challenges/challenge-queries.ts';
import { challengeOver } from '../challenges/send-code.ts';
import type { Ctx } from '../context.ts';
import { hashPassword } from '../passwords/password-hashing.ts';
import { checkNewPassword } from '../passwords/password-rules.ts';
import { clientOf } from '../sessions/client.ts';
import { openAccountSessionIn, sessionOf } from '../sessions/open-session.ts';
import { hashOfToken } from '../sessions/refresh-token.ts';
import { accountCreated } from '../telemetry.ts';

/** A passenger's account for the phone or mailbox that a code was read at; signs in at once. */
export async function register(ctx: Ctx, request: RequestOf<typeof registerAccount>): Promise<Session> {
  const { registrationToken, name, password, locale } = request.body;
  const wanted = { tokenHash: hashOfToken(registrationToken), name: name.trim(), locale };
  const identifier = await transaction(ctx.db, asService, async (tx) => await identifierOf(ctx, tx, wanted));
  if (password !== undefined) checkNewPassword(password, { name, [identifier.kind]: identifier.value });
  const passwordHash = password === undefined ? null : await hashPassword(ctx, password);
  const opened = await transaction(ctx.db, asService, async (tx) => {
    const account = await openAccount(ctx, tx, { ...wanted, passwordHash });
    return await openAccountSessionIn(ctx, tx, {
      accountId: account.accountId,
      client: clientOf(request),
      device: null,
      provenBy: passwordHash === null ? ['code'] : ['code', 'password'],
    });
  });
  const { account } = opened;
  accountCreated(ctx.log, { accountId: account.accountId, companyId: null, by: null });
  return await sessionOf(ctx, opened);
}

type Wanted = { readonly tokenHash: Buffer; readonly name: string; readonly locale: string | undefined };

async function identifierOf(ctx: Ctx, tx: Tx, { tokenHash }: Wanted): Promise<Identifier> {
  const challenge = await lockChallenge(tx, { tokenHash, now: ctx.clock.now() });
  if (challenge?.purpose !== 'registration' || challenge.identifier === null) throw challengeOver();
  return challenge.identifier;
}

async function openAccount(
  ctx: Ctx,
  tx: Tx,
  wanted: Wanted & { readonly passwordHash: string | null },
): Promise<Account> {
  const now = ctx.clock.now();
  const identifier = await identifierOf(ctx, tx, wanted);
  await markChallengeTaken(tx, wanted.tokenHash, now);
  const account: Account = {
    accountId: newId(),
    name: wanted.name,
    locale: wanted.locale ?? 'en',
    companyId: null,
    platform: false,
    email: identifier.kind === 'email' ? identifier.value : null,
    phone: identifier.kind === 'phone' ? identifier.value : null,
  };
  // Whoever read a code there may have opened an account in another window meanwhile: they sign in to it.
  if (!(await insertAccount(tx, account, wanted.passwordHash))) throw challengeOver();
  await markVerified(tx, { accountId: account.accountId, identifier, now });
  return account;
}
