import { sql } from 'kysely';
import {
  companyStatusChanged,
  countTripsAhead,
  type listTenants,
  type OutputOf,
  type setTenantStatus,
  type Tenant,
} from '@safiri/contracts';
import { DomainError } from '@safiri/kernel';
import { asService, publish, recordAct, transaction, type CausedBy, type RequestOf, type Tx } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { revoke } from '../revocations/revoke.ts';
import { endWork } from '../staff/deactivate.ts';
import { tenantStatusChanged } from '../telemetry.ts';
import { requirePlatform } from './require-platform.ts';
import { findTenant, listTenantRows, lockTenant, tenantPageSize, writeStatus } from './tenant-queries.ts';

export async function listTenantsOf(
  ctx: Ctx,
  { actor, query }: RequestOf<typeof listTenants>,
): Promise<OutputOf<typeof listTenants>> {
  requirePlatform(actor);
  const found = await transaction(ctx.db, asService, async (tx) => await listTenantRows(tx, query.after));
  return { tenants: found.slice(0, tenantPageSize), more: found.length > tenantPageSize };
}

/**
 * Suspends, resumes or closes a company. Its staff are asked for new tokens at once, which let them look and change
 * nothing; of a closed one they end. Passengers keep their tickets and refunds, and the books stay.
 */
export async function setStatusOf(ctx: Ctx, request: RequestOf<typeof setTenantStatus>): Promise<Tenant> {
  const { actor, params, body } = request;
  requirePlatform(actor);
  const { companyId } = params;
  if (body.status === 'closed') await refuseTripsAhead(ctx, request, companyId);
  return await transaction(ctx.db, asService, async (tx) => {
    const present = await lockTenant(tx, companyId);
    if (present === undefined) throw noSuchTenant();
    if (present.status !== body.status) {
      refuseJump(present.status, body.status);
      const because = body.status === 'active' ? null : body.because;
      const version = await writeStatus(tx, { companyId, status: body.status, because });
      const told = { companyId, version, status: body.status };
      await publish(tx, companyStatusChanged, { aggregateId: companyId, version, payload: told });
      await tellStaff(ctx, tx, told);
      await recordAct(tx, request, {
        company: companyId,
        thing: { kind: 'company', id: companyId },
        before: { status: present.status },
        after: { status: body.status, because },
      });
      tenantStatusChanged(ctx.log, { companyId, status: body.status, by: actor.subjectId });
    }
    const tenant = await findTenant(tx, companyId);
    if (tenant === undefined) throw noSuchTenant();
    return tenant;
  });
}

function refuseJump(from: Tenant['status'], to: Tenant['status']): void {
  if (from === 'closed') throw new DomainError('TENANT_CLOSED', 'A company that was closed stays closed.');
  if (to === 'closed' && from !== 'suspended')
    throw new DomainError('TENANT_NOT_SUSPENDED', 'Suspend the company first, so that nothing more is sold.');
}

/** Passengers ride or get their money back before a company goes. */
async function refuseTripsAhead(ctx: Ctx, causedBy: CausedBy, companyId: string): Promise<void> {
  const answer = await ctx.callPeer(countTripsAhead, { params: { companyId }, query: {}, body: undefined }, causedBy);
  if (!answer.ok)
    throw new DomainError('UNAVAILABLE', 'Whether trips are ahead cannot be read now. Repeat the request.', {
      retryAfter: 5,
    });
  if (answer.value.trips > 0)
    throw new DomainError('TENANT_HAS_TRIPS', `${answer.value.trips} trips are ahead. Cancel them, or let them run.`);
}

async function tellStaff(ctx: Ctx, tx: Tx, { companyId, status }: Pick<Tenant, 'companyId' | 'status'>): Promise<void> {
  const { rows } = await sql<{ accountId: string }>`
    select account_id as "accountId" from staff where company_id = ${companyId} and deactivated_at is null
     order by account_id limit 10000`.execute(tx);
  const accountIds = rows.map((row) => row.accountId);
  if (accountIds.length === 0) return;
  if (status !== 'closed') return await revoke(ctx, tx, { kind: 'account', ids: accountIds });
  await sql`
    update staff set deactivated_at = ${ctx.clock.now()} where company_id = ${companyId} and deactivated_at is null`.execute(
    tx,
  );
  await endWork(ctx, tx, accountIds);
}

function noSuchTenant(): DomainError {
  return new DomainError('NOT_FOUND', 'There is no such company.');
}
