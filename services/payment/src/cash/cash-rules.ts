import { sql } from 'kysely';
import type { CashRule, listCashRules as listOperation, setCashRule as setOperation } from '@safiri/contracts';
import { DomainError } from '@safiri/kernel';
import { recordAct, type RequestOf, transaction, type Tx } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { actingFor } from '../staff.ts';
import { cashRuleSet } from '../telemetry.ts';

const mostRules = 100;

/** A rule holds from an instant that is still to come: what was flagged stays flagged. Set twice alike, it is one rule. */
export async function setCashRule(ctx: Ctx, request: RequestOf<typeof setOperation>): Promise<CashRule> {
  const { actor, params, body } = request;
  const { companyId } = params;
  const validFrom = new Date(body.validFrom);
  return await transaction(ctx.db, actingFor(actor, companyId), async (tx) => {
    const rule = { ...body, validFrom: validFrom.toISOString() };
    const stands = await findLimitFrom(tx, { companyId, currency: body.currency }, validFrom);
    if (stands === rule.varianceLimitMinor) return rule;
    if (stands !== undefined)
      throw new DomainError('RULE_STANDS', 'Another rule holds from that instant.', { field: '/body/validFrom' });
    if (validFrom < ctx.clock.now())
      throw new DomainError('RULE_IN_THE_PAST', 'A rule holds from an instant that is still to come.', {
        field: '/body/validFrom',
      });
    await sql`
      insert into cash_rules (company_id, currency, valid_from, variance_limit_minor, set_by)
      values (${companyId}, ${body.currency}, ${validFrom}, ${body.varianceLimitMinor}, ${actor.subjectId})`.execute(
      tx,
    );
    const thing = { kind: 'cash-rule', id: `${body.currency} ${rule.validFrom}` };
    await recordAct(tx, request, { company: companyId, thing, before: null, after: rule });
    cashRuleSet(ctx.log, { companyId, ...rule });
    return rule;
  });
}

export async function listCashRules(
  ctx: Ctx,
  { actor, params: { companyId } }: RequestOf<typeof listOperation>,
): Promise<{ rules: CashRule[] }> {
  return await transaction(ctx.db, actingFor(actor, companyId), async (tx) => {
    const { rows } = await sql<Omit<CashRule, 'validFrom'> & { validFrom: Date }>`
      select currency, valid_from as "validFrom", variance_limit_minor as "varianceLimitMinor"
        from cash_rules where company_id = ${companyId} order by valid_from desc, currency limit ${mostRules}`.execute(
      tx,
    );
    return { rules: rows.map((row) => ({ ...row, validFrom: row.validFrom.toISOString() })) };
  });
}

type RuleOf = { readonly companyId: string; readonly currency: string };

/** How far a count may be off at an instant. A company that never said sees every difference. */
export async function findVarianceLimit(tx: Tx, { companyId, currency }: RuleOf, at: Date): Promise<number> {
  const { rows } = await sql<{ limitMinor: number }>`
    select variance_limit_minor as "limitMinor" from cash_rules
     where company_id = ${companyId} and currency = ${currency} and valid_from <= ${at} order by valid_from desc limit 1`.execute(
    tx,
  );
  return rows[0]?.limitMinor ?? 0;
}

async function findLimitFrom(tx: Tx, { companyId, currency }: RuleOf, validFrom: Date): Promise<number | undefined> {
  const { rows } = await sql<{ limitMinor: number }>`
    select variance_limit_minor as "limitMinor" from cash_rules
     where company_id = ${companyId} and currency = ${currency} and valid_from = ${validFrom}`.execute(tx);
  return rows[0]?.limitMinor;
}
