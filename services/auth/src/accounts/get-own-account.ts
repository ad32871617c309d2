import { DomainError } from '@safiri/kernel';
import type { Account, getMyAccount } from '@safiri/contracts';
import { transaction, type RequestOf } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { findAccount } from './account-queries.ts';

export async function getOwnAccount(ctx: Ctx, { actor }: RequestOf<typeof getMyAccount>): Promise<Account> {
  const account = await transaction(
    ctx.db,
    { kind: 'passenger', id: actor.subjectId },
    async (tx) => await findAccount(tx, actor.subjectId),
  );
  if (account === undefined) throw new DomainError('NOT_FOUND', 'This account is no longer there.');
  return account;
}
