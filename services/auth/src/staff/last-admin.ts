import { DomainError } from '@safiri/kernel';
import type { Tx } from '@safiri/runtime';
import { effectivePermissions, holdsAt, wholeCompany } from '../roles/effective-permissions.ts';
import { listRoleRows } from '../roles/role-queries.ts';
import { listPowers, listStations } from './power-queries.ts';
import { listCandidates } from './staff-queries.ts';

/** Whoever decides about all staff of a company, whatever their role is called. */
const adminPermission = 'staff:write';

export async function hasAdmin(tx: Tx, companyId: string | null): Promise<boolean> {
  const roles = await listRoleRows(tx, companyId);
  const roleIds = roles.filter(({ permissions }) => permissions.includes(adminPermission)).map(({ roleId }) => roleId);
  const candidates = await listCandidates(tx, { companyId, permission: adminPermission, roleIds });
  const stations = await listStations(tx, companyId);
  const powers = await listPowers(tx, candidates);
  return candidates.some((accountId) => {
    const effective = effectivePermissions(powers.get(accountId) ?? [], stations);
    return holdsAt(
      effective.find(({ permission }) => permission === adminPermission),
      wholeCompany,
      stations,
    );
  });
}

/** Does something that may take an admin away. A company that has one always has one; one that has none yet may go on without. */
export async function keepingAnAdmin(tx: Tx, companyId: string | null, work: () => Promise<void>): Promise<void> {
  const hadAdmin = await hasAdmin(tx, companyId);
  await work();
  if (hadAdmin && !(await hasAdmin(tx, companyId)))
    throw new DomainError(
      'LAST_ADMIN',
      'Nobody would be left who may decide about all staff. Give somebody else that permission first.',
    );
}
