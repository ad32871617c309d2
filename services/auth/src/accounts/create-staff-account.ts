import { DomainError, newId } from '@safiri/kernel';
import type { Account, createStaff } from '@safiri/contracts';
import { mayActFor, recordAct, type RequestOf, transaction } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { accountCreated } from '../telemetry.ts';
import { insertAccount } from './account-queries.ts';

/** Staff of one company, made by its own admin or by the platform. The contract offers no platform role, so nobody can grant one. */
export async function createStaffAccount(ctx: Ctx, request: RequestOf<typeof createStaff>): Promise<Account> {
  const { actor, body } = request;
  if (!mayActFor(actor, body.companyId)) throw new DomainError('NOT_FOUND', 'No such company of yours.');
  const passwordHash = await ctx.hasher.hash(body.password);
  const account = {
    accountId: newId(),
    name: body.name.trim(),
    email: body.email.toLowerCase(),
    phone: null,
    locale: 'en',
    companyId: body.companyId,
    platform: false,
  };
  const made = await transaction(ctx.db, { kind: 'company', id: body.companyId }, async (tx) => {
    if (!(await insertAccount(tx, { ...account, role: body.role }, passwordHash))) return false;
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
    role: body.role,
    companyId: account.companyId,
    by: actor.subjectId,
  });
  return account;
}
