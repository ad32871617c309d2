import { listBranches, listRoles, type Branch, type StaffRole } from '@safiri/contracts';
import { failPage } from '../visit/fail-page.server.ts';
import type { Visit } from '../visit/visit.server.ts';
import type { Names } from './power-words.ts';
import { ofCompany, type StaffPlace } from './staff-visit.server.ts';

/** Roles and branches of a company, and what powers name by their id. */
export async function loadNames(
  visit: Visit,
  place: StaffPlace,
): Promise<{ readonly roles: readonly StaffRole[]; readonly branches: readonly Branch[]; readonly names: Names }> {
  const roles = await visit.api(listRoles, { query: ofCompany(place) });
  if (!roles.ok) throw failPage(visit, roles);
  const branches = await loadBranches(visit, place);
  return {
    roles: roles.value.roles,
    branches,
    names: {
      roles: new Map(roles.value.roles.map(({ roleId, name }) => [roleId, name])),
      places: new Map(branches.map(({ branchId, name }) => [branchId, name])),
    },
  };
}

/** The platform itself has none. */
export async function loadBranches(visit: Visit, { companyId }: StaffPlace): Promise<readonly Branch[]> {
  if (companyId === null) return [];
  const answer = await visit.api(listBranches, { query: { companyId } });
  if (!answer.ok) throw failPage(visit, answer);
  return answer.value.branches;
}
