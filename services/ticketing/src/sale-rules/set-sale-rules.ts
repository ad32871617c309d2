import { isDeepStrictEqual } from 'node:util';
import type { SaleRules, setSaleRules as operation } from '@safiri/contracts';
import { recordAct, type RequestOf, transaction } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { actingFor } from '../staff.ts';
import { saleRulesChanged } from '../telemetry.ts';
import { rulesOf } from './get-sale-rules.ts';
import { writeSaleRules } from './sale-rule-queries.ts';

/** From now on: nobody loses a seat, and holds that are being decided may still follow the rules of before. Repeating it changes nothing. */
export async function setSaleRules(ctx: Ctx, request: RequestOf<typeof operation>): Promise<SaleRules> {
  const { actor, params, body } = request;
  const { companyId } = params;
  const changed = await transaction(ctx.db, actingFor(actor, companyId), async (tx) => {
    const before = await rulesOf(tx, companyId);
    await recordAct(tx, request, {
      company: companyId,
      thing: { kind: 'sale-rules', id: companyId },
      before,
      after: body,
    });
    if (isDeepStrictEqual(before, body)) return false;
    await writeSaleRules(tx, companyId, body);
    return true;
  });
  if (changed) saleRulesChanged(ctx.log, { companyId, changedBy: actor.subjectId, ...body });
  return body;
}
