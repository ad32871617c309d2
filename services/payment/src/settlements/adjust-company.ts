import { sql } from 'kysely';
import type { adjustCompany as operation } from '@safiri/contracts';
import { currencyDigits, DomainError, smallestPaidMinor } from '@safiri/kernel';
import { recordAct, transaction, type RequestOf } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { onPayable, onPlatform } from '../ledger/ledger-set.ts';
import { postSets } from '../ledger/post-sets.ts';
import { actingAsPlatform } from '../staff.ts';
import { companyAdjusted } from '../telemetry.ts';

type Request = RequestOf<typeof operation>;

/** Corrects what a company is owed, with a reason, once per id. */
export async function adjustCompany(ctx: Ctx, request: Request): Promise<Request['body']> {
  const { actor, params, body } = request;
  const { adjustmentId, amountMinor, currency, reason } = body;
  if (amountMinor === 0)
    throw new DomainError('ADJUSTMENT_OF_NOTHING', 'An adjustment has an amount.', { field: '/body/amountMinor' });
  if (currencyDigits(currency) === undefined)
    throw new DomainError('CURRENCY_UNKNOWN', 'Nothing is sold in this currency.', { field: '/body/currency' });
  if (amountMinor % smallestPaidMinor(currency) !== 0)
    throw new DomainError('NOT_WHOLE_UNITS', `Amounts are in whole units of ${currency}.`, {
      field: '/body/amountMinor',
    });
  return await transaction(ctx.db, actingAsPlatform(actor), async (tx) => {
    const { numAffectedRows } = await sql`
      insert into adjustments (company_id, adjustment_id, amount_minor, currency, reason, made_by, made_at)
      values (${params.companyId}, ${adjustmentId}, ${amountMinor}, ${currency}, ${reason}, ${actor.subjectId}, ${ctx.clock.now()})
      on conflict do nothing`.execute(tx);
    const { rows } = await sql<Request['body']>`
      select adjustment_id as "adjustmentId", amount_minor as "amountMinor", currency, reason
        from adjustments where company_id = ${params.companyId} and adjustment_id = ${adjustmentId}`.execute(tx);
    // Of another company's adjustment nothing is read here: the id is taken all the same.
    const [made] = rows;
    if (made?.amountMinor !== amountMinor || made.currency !== currency)
      throw new DomainError('ADJUSTMENT_REUSED', 'This id belongs to another adjustment.', {
        field: '/body/adjustmentId',
      });
    if (numAffectedRows === 0n) return made;
    const entries = [onPayable(params.companyId, 'adjustment', -amountMinor), onPlatform('adjustments', amountMinor)];
    await postSets(tx, [{ sourceKind: 'adjustment', sourceId: adjustmentId, orderId: null, currency, entries }]);
    const thing = { kind: 'adjustment', id: adjustmentId };
    await recordAct(tx, request, { company: params.companyId, thing, before: null, after: made });
    companyAdjusted(ctx.log, { ...params, adjustmentId });
    return made;
  });
}
