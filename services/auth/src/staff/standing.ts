import { sql } from 'kysely';
import type { PermissionSet } from '@safiri/contracts';
import type { Tx } from '@safiri/runtime';
import { effectivePermissions, permissionSetOf } from '../roles/effective-permissions.ts';
import { listPowers, listStations } from './power-queries.ts';

/** For so long after a colleague gave somebody more than they had, they confirm nothing that others began. */
const freshHours = 24;

/** What an account may do now, as staff; who is no staff, or deactivated, may do nothing of it. */
export type Standing = {
  readonly permissions: PermissionSet;
  readonly readOnly: boolean;
  /** Read-only as well, except on a device, where a PIN is asked for and no second factor. */
  readonly secondFactorDue: boolean;
  readonly freshUntil: Date | undefined;
};

export async function findStanding(tx: Tx, accountId: string): Promise<Standing> {
  const { rows } = await sql<{
    companyId: string | null;
    isSuspended: boolean;
    secondFactorDue: boolean;
    raisedAt: Date | null;
  }>`
    select s.company_id as "companyId", coalesce(t.status <> 'active', false) as "isSuspended",
           s.second_factor_due as "secondFactorDue", s.raised_at as "raisedAt"
      from staff s left join tenants t on t.company_id = s.company_id
     where s.account_id = ${accountId} and s.deactivated_at is null`.execute(tx);
  const [staff] = rows;
  if (staff === undefined)
    return { permissions: { held: [] }, readOnly: false, secondFactorDue: false, freshUntil: undefined };
  const powers = (await listPowers(tx, [accountId])).get(accountId) ?? [];
  const stations = await listStations(tx, staff.companyId);
  return {
    permissions: permissionSetOf(effectivePermissions(powers, stations)),
    readOnly: staff.isSuspended,
    secondFactorDue: staff.secondFactorDue,
    freshUntil: staff.raisedAt === null ? undefined : new Date(staff.raisedAt.getTime() + freshHours * 3_600_000),
  };
}
