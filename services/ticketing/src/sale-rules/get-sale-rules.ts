import type { getSaleRules as operation, SaleRules } from '@safiri/contracts';
import { DomainError } from '@safiri/kernel';
import { transaction, type RequestOf, type Tx } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { actingFor } from '../staff.ts';
import { findSaleRules } from './sale-rule-queries.ts';

export async function getSaleRules(ctx: Ctx, { actor, params }: RequestOf<typeof operation>): Promise<SaleRules> {
  const { companyId } = params;
  return await transaction(ctx.db, actingFor(actor, companyId), async (tx) => await rulesOf(tx, companyId));
}

/** A company that nobody knows is refused: platform staff may name any. */
export async function rulesOf(tx: Tx, companyId: string): Promise<SaleRules> {
  const rules = await findSaleRules(tx, companyId);
  if (rules === undefined) throw new DomainError('NOT_FOUND', 'There is no such company.');
  return rules;
}
