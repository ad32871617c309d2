import { DomainError, newId } from '@safiri/kernel';
import type { Account, createStaff } from '@safiri/contracts';
import { asService, recordAct, transaction, type RequestOf } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { accountCreated } from '../telemetry.ts';
import { hashPassword } from '../passwords/password-hashing.ts';
import { checkNewPassword } from '../passwords/password-rules.ts';
import { employ } from '../staff/employ.ts';
import { requirePlatform } from '../tenants/require-platform.ts';
import { insertAccount } from './account-queries.ts';

/** Staff of a company with a password, by the platform's staff: for people who are taken over from elsewhere. Others are invited. */
export async function createStaffAccount(ctx: Ctx, request: RequestOf<typeof createStaff>): Promise<Account> {
  const { actor, body } = request;
  requirePlatform(actor);
  checkNewPassword(body.password, body);
  const passwordHash = await hashPassword(ctx, body.password);
  const account = {
    accountId: newId(),
    name: body.name.trim(),
    email: body.email.toLowerCase(),
    phone: null,
    locale: body.locale ?? 'en',
    companyId: body.companyId,
    platform: false,
  };
  const made = await transaction(ctx.db, asService, async (tx) => {
    if (!(await insertAccount(tx, account, passwordHash))) return false;
    await employ(tx, { ...account, role: body.role, now: ctx.clock.now() });
    await recordAct(tx, request, {
      company: body.companyId,
      thing: { kind: 'account', id: account.accountId },
      before: null,
      after: { role: body.role },
    });
    return true;
  });
  if (!made)
    throw new DomainError('IDENTIFIER_TAKEN', 'There is an account for this e-mail already.', { field: '/body/email' });
  accountCreated(ctx.log, {
    accountId: account.accountId,
    companyId: account.companyId,
    by: actor.subjectId,
  });
  return account;
}
