import type { Tx } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import type { CommissionPlan, Share } from './commission.ts';
import { listPlansAt } from './commission-queries.ts';

/** What the platform takes of each of these shares now: by the company's plan for the currency, else by the default one. */
export async function readPlans(ctx: Ctx, tx: Tx, shares: readonly Share[]): Promise<(share: Share) => CommissionPlan> {
  const companyIds = [...new Set(shares.map((share) => share.companyId))];
  const plans = companyIds.length === 0 ? [] : await listPlansAt(tx, companyIds, ctx.clock.now());
  const byKey = new Map(plans.map((plan) => [`${plan.companyId} ${plan.currency}`, plan]));
  const otherwise = { basisPoints: ctx.config.commissionBasisPoints, perSeatMinor: 0 };
  return ({ companyId, amount }) => byKey.get(`${companyId} ${amount.currency}`) ?? otherwise;
}
