import { isDeepStrictEqual } from 'node:util';
import type { getRefundPolicy as read, RefundPolicy, RefundTier, setRefundPolicy as write } from '@safiri/contracts';
import { DomainError } from '@safiri/kernel';
import { recordAct, type RequestOf, transaction } from '@safiri/runtime';
import type { Kysely } from 'kysely';
import type { Ctx } from '../context.ts';
import { actingFor } from '../staff.ts';
import { refundPolicyChanged } from '../telemetry.ts';
import { findOwnPolicy, findPolicy, insertPolicy } from './policy-queries.ts';

/** What a company gives back of what it sells now. No secret: passengers want to know before they buy. */
export async function getRefundPolicy(ctx: Ctx, { params }: RequestOf<typeof read>): Promise<RefundPolicy> {
  return { tiers: [...(await policyOf(ctx.db.kysely, params.companyId))] };
}

/** From now on: what was sold keeps the policy of then. Repeating it changes nothing. */
export async function setRefundPolicy(ctx: Ctx, request: RequestOf<typeof write>): Promise<RefundPolicy> {
  const { actor, params, body } = request;
  const { companyId } = params;
  const { tiers } = body;
  refuseUnordered(tiers);
  const changed = await transaction(ctx.db, actingFor(actor, companyId), async (tx) => {
    await policyOf(tx, companyId);
    const own = await findOwnPolicy(tx, companyId);
    await recordAct(tx, request, {
      company: companyId,
      thing: { kind: 'refund-policy', id: companyId },
      before: own === undefined ? null : { tiers: own },
      after: { tiers },
    });
    // Its own: whoever chooses what the platform has keeps it when the platform's is another one.
    if (isDeepStrictEqual(own, tiers)) return false;
    await insertPolicy(tx, { companyId, tiers, setBy: actor.subjectId });
    return true;
  });
  if (changed) refundPolicyChanged(ctx.log, { companyId, changedBy: actor.subjectId, tiers });
  return body;
}

async function policyOf(executor: Kysely<unknown>, companyId: string): Promise<readonly RefundTier[]> {
  const tiers = await findPolicy(executor, companyId);
  if (tiers === undefined) throw new DomainError('NOT_FOUND', 'There is no such company.');
  return tiers;
}

function refuseUnordered(tiers: readonly RefundTier[]): void {
  const at = tiers.findIndex((tier, index) => tier.hoursBefore >= (tiers[index - 1]?.hoursBefore ?? Infinity));
  if (at === -1) return;
  throw new DomainError('TIERS_UNORDERED', 'Name each time before departure once, the longest first.', {
    field: `/body/tiers/${at}/hoursBefore`,
  });
}
