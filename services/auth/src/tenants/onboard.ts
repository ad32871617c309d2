import { companyOnboarded, type onboardCompany, type Tenant } from '@safiri/contracts';
import { assert, DomainError } from '@safiri/kernel';
import { asService, publish, recordAct, transaction, type RequestOf } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { invite, newInvitation } from '../staff/invite.ts';
import { companyOnboardedNow } from '../telemetry.ts';
import { writeBranch } from './branches.ts';
import { requirePlatform } from './require-platform.ts';
import { findTenant, getFixedRoleId, insertTenant } from './tenant-queries.ts';

/** A company with its roles, its first branch and the invitation of its admin: all of it, or nothing. */
export async function onboard(ctx: Ctx, request: RequestOf<typeof onboardCompany>): Promise<Tenant> {
  const { actor, body } = request;
  requirePlatform(actor);
  if (!isTimeZone(body.timeZone))
    throw new DomainError('TIME_ZONE_UNKNOWN', 'There is no such time zone.', { field: '/body/timeZone' });
  const { companyId, timeZone, currency, phone = null, email = null } = body;
  const name = body.name.trim();
  const invitation = await newInvitation(ctx, { email: body.adminEmail, companyName: name });
  return await transaction(ctx.db, asService, async (tx) => {
    if (!(await insertTenant(tx, companyId, name))) {
      const present = await findTenant(tx, companyId);
      if (present?.name === name) return present;
      throw new DomainError('COMPANY_EXISTS', 'There is a company of this id already.', { field: '/body/companyId' });
    }
    await writeBranch(tx, { ...body.branch, name: body.branch.name.trim(), companyId });
    const roleId = await getFixedRoleId(tx, companyId, 'company-admin');
    const powers = [{ kind: 'role', roleId, permission: null, scope: 'company', scopeId: null } as const];
    await invite(ctx, tx, {
      ...invitation,
      companyId,
      powers,
      invitedBy: actor.subjectId,
      locale: body.locale ?? 'en',
    });
    const payload = { companyId, version: 1, name, timeZone, currency, phone, email };
    await publish(tx, companyOnboarded, { aggregateId: companyId, version: 1, payload });
    await recordAct(tx, request, {
      company: companyId,
      thing: { kind: 'company', id: companyId },
      before: null,
      after: { companyName: name, timeZone, currency, status: 'active' },
    });
    companyOnboardedNow(ctx.log, { companyId, by: actor.subjectId });
    const tenant = await findTenant(tx, companyId);
    assert(tenant !== undefined, 'the tenant was written in this transaction');
    return tenant;
  });
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
