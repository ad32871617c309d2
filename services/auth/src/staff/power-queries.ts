import { sql } from 'kysely';
import type { Power } from '@safiri/contracts';
import type { Tx } from '@safiri/runtime';
import type { GivenPower, Stations } from '../roles/effective-permissions.ts';
import { permissionsOfRole } from '../roles/role-queries.ts';

/** A list of powers is read by people: fifty of one person are many. */
export const mostPowers = 50;

type StoredPower = Power & {
  readonly accountId: string;
  readonly template: string | null;
  readonly rolePermissions: string[] | null;
};

/** Powers of some people, each list in the order in which it is shown: roles, grants, denials. */
export async function listPowers(tx: Tx, accountIds: readonly string[]): Promise<Map<string, GivenPower[]>> {
  const { rows } = await sql<StoredPower>`
    select p.account_id as "accountId", p.kind, p.role_id as "roleId", p.permission, p.scope, p.scope_id as "scopeId",
           r.template, r.permissions as "rolePermissions"
      from powers p left join staff_roles r on r.role_id = p.role_id
     where p.account_id = any(${accountIds}::uuid[])
     order by p.account_id, array_position(array['role', 'grant', 'deny'], p.kind), lower(r.name), p.permission, p.scope, p.scope_id
     limit ${accountIds.length * mostPowers}`.execute(tx);
  const lists = new Map<string, GivenPower[]>(accountIds.map((id) => [id, []]));
  for (const { accountId, template, rolePermissions, ...power } of rows) {
    const permissions =
      power.permission === null
        ? permissionsOfRole({ template, permissions: rolePermissions ?? [] })
        : [power.permission];
    lists.get(accountId)?.push({ ...power, permissions });
  }
  return lists;
}

/** Stations of all branches of a company; none of the platform. */
export async function listStations(tx: Tx, companyId: string | null): Promise<Stations> {
  const { rows } = await sql<{ branchId: string; stationIds: string[] }>`
    select b.branch_id as "branchId", coalesce(array_agg(s.stop_id order by s.stop_id) filter (where s.stop_id is not null), '{}') as "stationIds"
      from branches b left join branch_stations s on s.branch_id = b.branch_id
     where b.company_id = ${companyId} group by b.branch_id order by b.branch_id limit 200`.execute(tx);
  return new Map(rows.map(({ branchId, stationIds }) => [branchId, stationIds]));
}

export type PowersOf = { readonly accountId: string; readonly companyId: string | null };

export async function insertPowers(
  tx: Tx,
  { accountId, companyId }: PowersOf,
  given: { readonly powers: readonly Power[]; readonly by: string | null; readonly at: Date },
): Promise<void> {
  await sql`
    insert into powers (account_id, company_id, kind, role_id, permission, scope, scope_id, given_by, given_at)
    select ${accountId}, ${companyId}, p.kind, p."roleId", p.permission, p.scope, p."scopeId", ${given.by}, ${given.at}
      from jsonb_to_recordset(${JSON.stringify(given.powers)}::jsonb) as p(
        kind text, "roleId" uuid, permission text, scope text, "scopeId" uuid)
    on conflict do nothing`.execute(tx);
}

export async function deletePowers(tx: Tx, accountId: string, powers: readonly Power[]): Promise<void> {
  await sql`
    delete from powers t using jsonb_to_recordset(${JSON.stringify(powers)}::jsonb) as p(
        kind text, "roleId" uuid, permission text, scope text, "scopeId" uuid)
     where t.account_id = ${accountId} and t.kind = p.kind and t.role_id is not distinct from p."roleId"
       and t.permission is not distinct from p.permission and t.scope = p.scope
       and t.scope_id is not distinct from p."scopeId"`.execute(tx);
}

/** Who has powers at a place, with what those are about. */
export async function listPowersAt(
  tx: Tx,
  scopeId: string,
): Promise<{ readonly accountId: string; readonly permissions: readonly string[] }[]> {
  const { rows } = await sql<StoredPower>`
    select p.account_id as "accountId", p.kind, p.role_id as "roleId", p.permission, p.scope, p.scope_id as "scopeId",
           r.template, r.permissions as "rolePermissions"
      from powers p left join staff_roles r on r.role_id = p.role_id
     where p.scope_id = ${scopeId} order by p.account_id limit 10000`.execute(tx);
  return rows.map(({ accountId, permission, template, rolePermissions }) => ({
    accountId,
    permissions:
      permission === null ? permissionsOfRole({ template, permissions: rolePermissions ?? [] }) : [permission],
  }));
}
