import { sql } from 'kysely';
import type {
  CommissionPlan as Plan,
  listCommissionPlans as listOperation,
  setCommissionPlan as setOperation,
} from '@safiri/contracts';
import { DomainError } from '@safiri/kernel';
import { recordAct, type RequestOf, transaction, type Tx } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { actingAsPlatform, actingFor } from '../staff.ts';
import { planSet } from '../telemetry.ts';

const mostPlans = 100;

/** A plan holds from an instant that is still to come: what was charged stays charged. Set twice alike, it is one plan. */
export async function setCommissionPlan(ctx: Ctx, request: RequestOf<typeof setOperation>): Promise<Plan> {
  const { actor, params, body } = request;
  const validFrom = new Date(body.validFrom);
  return await transaction(ctx.db, actingAsPlatform(actor), async (tx) => {
    const before = (await listPlans(tx, params.companyId)).find(
      (plan) => plan.currency === body.currency && plan.validFrom === validFrom.toISOString(),
    );
    if (before !== undefined) return sameAs(before, body);
    if (validFrom < ctx.clock.now())
      throw new DomainError('PLAN_IN_THE_PAST', 'A plan holds from an instant that is still to come.', {
        field: '/body/validFrom',
      });
    await sql`
      insert into commission_plans (company_id, currency, valid_from, basis_points, per_seat_minor, set_by)
      values (${params.companyId}, ${body.currency}, ${validFrom}, ${body.basisPoints}, ${body.perSeatMinor}, ${actor.subjectId})`.execute(
      tx,
    );
    const thing = { kind: 'commission-plan', id: `${body.currency} ${validFrom.toISOString()}` };
    await recordAct(tx, request, { company: params.companyId, thing, before: null, after: body });
    planSet(ctx.log, { ...params, ...body });
    return { ...body, validFrom: validFrom.toISOString() };
  });
}

export async function listCommissionPlans(
  ctx: Ctx,
  { actor, params: { companyId } }: RequestOf<typeof listOperation>,
): Promise<{ plans: Plan[] }> {
  return await transaction(ctx.db, actingFor(actor, companyId), async (tx) => ({
    plans: await listPlans(tx, companyId),
  }));
}

async function listPlans(tx: Tx, companyId: string): Promise<Plan[]> {
  const { rows } = await sql<Omit<Plan, 'validFrom'> & { validFrom: Date }>`
    select currency, valid_from as "validFrom", basis_points as "basisPoints", per_seat_minor as "perSeatMinor"
      from commission_plans where company_id = ${companyId} order by valid_from desc, currency limit ${mostPlans}`.execute(
    tx,
  );
  return rows.map((row) => ({ ...row, validFrom: row.validFrom.toISOString() }));
}

function sameAs(before: Plan, asked: Plan): Plan {
  if (before.basisPoints === asked.basisPoints && before.perSeatMinor === asked.perSeatMinor) return before;
  throw new DomainError('PLAN_STANDS', 'Another plan holds from that instant.', { field: '/body/validFrom' });
}
