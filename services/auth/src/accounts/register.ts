import { DomainError, newId } from '@safiri/kernel';
import type { Account, registerAccount, Session } from '@safiri/contracts';
import { asService, transaction, type RequestOf } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { accountCreated } from '../telemetry.ts';
import { clientOf } from '../sessions/client.ts';
import { openAccountSession } from '../sessions/open-session.ts';
import { insertAccount } from './account-queries.ts';
import { parseIdentifier } from './identifier.ts';

/** A passenger's account by phone or e-mail; signs in at once. */
export async function register(ctx: Ctx, request: RequestOf<typeof registerAccount>): Promise<Session> {
  const { body } = request;
  const identifier = parseIdentifier(body.identifier, ctx.config.DEFAULT_REGION);
  if (identifier === undefined)
    throw new DomainError('IDENTIFIER_INVALID', 'Write a phone number, such as 0788 123 456, or an e-mail address.', {
      field: '/body/identifier',
    });
  const passwordHash = await ctx.hasher.hash(body.password);
  const account: Account = {
    accountId: newId(),
    name: body.name.trim(),
    locale: body.locale ?? 'en',
    companyId: null,
    platform: false,
    email: identifier.kind === 'email' ? identifier.value : null,
    phone: identifier.kind === 'phone' ? identifier.value : null,
  };
  // Nobody acts for the account before it exists, so the service itself does.
  const made = await transaction(ctx.db, asService, async (tx) => await insertAccount(tx, account, passwordHash));
  if (!made)
    throw new DomainError('IDENTIFIER_TAKEN', 'There is an account for this already: sign in.', {
      field: '/body/identifier',
    });
  accountCreated(ctx.log, { accountId: account.accountId, companyId: null, by: null });
  return await openAccountSession(ctx, account.accountId, clientOf(request));
}
