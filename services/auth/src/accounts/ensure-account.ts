import { assert, newId } from '@safiri/kernel';
import type { Account, Role } from '@safiri/contracts';
import { asService, transaction } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { accountCreated } from '../telemetry.ts';
import { hashPassword } from '../passwords/password-hashing.ts';
import { employ } from '../staff/employ.ts';
import { findAccountByIdentifier, insertAccount } from './account-queries.ts';
import { parseIdentifier } from './identifier.ts';

export type NewAccount = {
  readonly identifier: string;
  readonly password: string;
  readonly name: string;
  readonly role: Role;
  readonly companyId: string | null;
};

/** The account of this identifier, made when there is none; an existing one, its password included, stays as it is. */
export async function ensureAccount(ctx: Ctx, wanted: NewAccount): Promise<Account> {
  const identifier = parseIdentifier(wanted.identifier, ctx.config.DEFAULT_REGION);
  assert(identifier !== undefined, 'an installation account has a valid identifier');
  const find = async (): Promise<Account | undefined> =>
    await transaction(ctx.db, asService, async (tx) => await findAccountByIdentifier(tx, identifier));
  const known = await find();
  if (known !== undefined) return known;
  const passwordHash = await hashPassword(ctx, wanted.password);
  const account: Account = {
    accountId: newId(),
    name: wanted.name,
    locale: 'en',
    companyId: wanted.companyId,
    platform: wanted.companyId === null,
    email: identifier.kind === 'email' ? identifier.value : null,
    phone: identifier.kind === 'phone' ? identifier.value : null,
  };
  const made = await transaction(ctx.db, asService, async (tx) => {
    if (!(await insertAccount(tx, account, passwordHash))) return false;
    await employ(tx, { ...account, role: wanted.role, now: ctx.clock.now() });
    return true;
  });
  if (made)
    accountCreated(ctx.log, {
      accountId: account.accountId,
      companyId: account.companyId,
      by: null,
    });
  const kept = await find();
  assert(kept !== undefined, 'the account is there now');
  return kept;
}
