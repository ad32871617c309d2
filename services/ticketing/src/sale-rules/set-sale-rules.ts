import { isDeepStrictEqual } from 'node:util';
import type { SaleRules, setSaleRules as operation } from '@safiri/contracts';
import { transaction, type RequestOf } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { actingFor } from '../staff.ts';
import { saleRulesChanged } from '../telemetry.ts';
import { rulesOf } from './get-sale-rules.ts';
import { writeSaleRules } from './sale-rule-queries.ts';

/** From now on: nobody loses a seat, and holds that are being decided may still follow the rules of before. Repeating it changes nothing. */
export async function setSaleRules(ctx: Ctx, { actor, params, body }: RequestOf<typeof operation>): Promise<SaleRules> {
  const { companyId } = params;
  const changed = await transaction(ctx.db, actingFor(actor, companyId), async (tx) => {
    if (isDeepStrictEqual(await rulesOf(tx, companyId), body)) return false;
    await writeSaleRules(tx, companyId, body);
    return true;
  });
  if (changed) saleRulesChanged(ctx.log, { companyId, changedBy: actor.subjectId, ...body });
  return body;
}
