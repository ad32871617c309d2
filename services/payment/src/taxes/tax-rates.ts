import { sql } from 'kysely';
import type { listTaxRates as listOperation, setTaxRate as setOperation, TaxRate } from '@safiri/contracts';
import { DomainError } from '@safiri/kernel';
import { recordAct, type RequestOf, transaction, type Tx } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { actingAsPlatform, actingFor } from '../staff.ts';
import { taxRateSet } from '../telemetry.ts';

const mostRates = 100;
/** Taxes of different names in one fare; no country we know has more than two. A receipt has room for twice as many. */
const mostTaxes = 5;

/**
 * A rate holds from an instant that is still to come: what was sold keeps its taxes. Set twice alike, it is one rate. A tax
 * ends by a rate of its name that is exempt.
 */
export async function setTaxRate(ctx: Ctx, request: RequestOf<typeof setOperation>): Promise<TaxRate> {
  const { actor, params, body } = request;
  const asked = { ...body, validFrom: new Date(body.validFrom).toISOString() };
  if (asked.treatment === 'exempt' && asked.basisPoints > 0)
    throw new DomainError('EXEMPT_WITH_RATE', 'Of what is exempt, nothing is due.', { field: '/body/basisPoints' });
  return await transaction(ctx.db, actingAsPlatform(actor), async (tx) => {
    await lockRates(tx, params.companyId);
    const rates = (await listRates(tx, params.companyId)).filter(({ currency }) => currency === asked.currency);
    const before = rates.find(({ name, validFrom }) => name === asked.name && validFrom === asked.validFrom);
    if (before !== undefined) return sameAs(before, asked);
    if (asked.validFrom < ctx.clock.now().toISOString())
      throw new DomainError('RATE_IN_THE_PAST', 'A rate holds from an instant that is still to come.', {
        field: '/body/validFrom',
      });
    if (new Set([asked.name, ...rates.map(({ name }) => name)]).size > mostTaxes)
      throw new DomainError('TOO_MANY_TAXES', `Fares contain ${mostTaxes} taxes at the most.`, { field: '/body/name' });
    await insertRate(tx, { ...asked, ...params, setBy: actor.subjectId });
    const { name: taxName, ...rate } = asked;
    await recordAct(tx, request, {
      company: params.companyId,
      thing: { kind: 'tax-rate', id: `${asked.currency} ${taxName} ${asked.validFrom}` },
      before: null,
      after: { taxName, ...rate },
    });
    taxRateSet(ctx.log, { ...params, ...asked });
    return asked;
  });
}

export async function listTaxRates(
  ctx: Ctx,
  { actor, params: { companyId } }: RequestOf<typeof listOperation>,
): Promise<{ rates: TaxRate[] }> {
  return await transaction(ctx.db, actingFor(actor, companyId), async (tx) => ({
    rates: await listRates(tx, companyId),
  }));
}

/** Two who set rates of a company at once take turns, so that each sees what the other set. */
async function lockRates(tx: Tx, companyId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('tax rates of company ' || ${companyId}, 0))`.execute(tx);
}

async function insertRate(
  tx: Tx,
  rate: TaxRate & { readonly companyId: string; readonly setBy: string },
): Promise<void> {
  await sql`
    insert into tax_rates (company_id, currency, name, valid_from, treatment, basis_points, remitted_by, set_by)
    values (${rate.companyId}, ${rate.currency}, ${rate.name}, ${rate.validFrom}::timestamptz, ${rate.treatment}, ${rate.basisPoints},
            ${rate.remittedBy}, ${rate.setBy})`.execute(tx);
}

async function listRates(tx: Tx, companyId: string): Promise<TaxRate[]> {
  const { rows } = await sql<Omit<TaxRate, 'validFrom'> & { validFrom: Date }>`
    select currency, name, valid_from as "validFrom", treatment, basis_points as "basisPoints", remitted_by as "remittedBy"
      from tax_rates where company_id = ${companyId} order by valid_from desc, currency, name limit ${mostRates}`.execute(
    tx,
  );
  return rows.map((row) => ({ ...row, validFrom: row.validFrom.toISOString() }));
}

function sameAs(before: TaxRate, asked: TaxRate): TaxRate {
  const { treatment, basisPoints, remittedBy } = asked;
  if (before.treatment === treatment && before.basisPoints === basisPoints && before.remittedBy === remittedBy)
    return before;
  throw new DomainError('RATE_STANDS', 'Another rate of this tax holds from that instant.', {
    field: '/body/validFrom',
  });
}
