import { sql } from 'kysely';
import { permissionsByRole, roles, type StaffRole } from '@safiri/contracts';
import type { Tx } from '@safiri/runtime';

/** As many as a company keeps apart; a list is one page. */
export const mostRoles = 200;

export type RoleRow = Pick<StaffRole, 'roleId' | 'companyId' | 'name' | 'permissions' | 'isFixed'>;
type StoredRole = Omit<RoleRow, 'isFixed'> & { readonly template: string | null };

/** What a role permits: as its release says where it comes with the product, else as it was made. */
export function permissionsOfRole(role: {
  readonly template: string | null;
  readonly permissions: readonly string[];
}): string[] {
  const template = roles.find((each) => each === role.template);
  return template === undefined ? [...role.permissions] : [...permissionsByRole[template]];
}

function readRole<Row extends StoredRole>({ template, ...role }: Row): RoleRow & Omit<Row, 'template'> {
  return { ...role, isFixed: template !== null, permissions: permissionsOfRole({ ...role, template }) };
}

export async function listRoleRows(tx: Tx, companyId: string | null): Promise<StaffRole[]> {
  const { rows } = await sql<StoredRole & { people: number }>`
    select role_id as "roleId", company_id as "companyId", name, template, permissions,
           (select count(distinct account_id)::int from powers p where p.role_id = r.role_id) as people
      from staff_roles r where company_id is not distinct from ${companyId}::uuid
     order by lower(name) limit ${mostRoles}`.execute(tx);
  return rows.map(readRole);
}

export async function lockRole(tx: Tx, roleId: string): Promise<RoleRow | undefined> {
  const { rows } = await sql<StoredRole>`
    select role_id as "roleId", company_id as "companyId", name, template, permissions
      from staff_roles where role_id = ${roleId} for update`.execute(tx);
  return rows[0] === undefined ? undefined : readRole(rows[0]);
}

export async function listRolesById(tx: Tx, roleIds: readonly string[]): Promise<RoleRow[]> {
  const { rows } = await sql<StoredRole>`
    select role_id as "roleId", company_id as "companyId", name, template, permissions
      from staff_roles where role_id = any(${roleIds}::uuid[]) limit ${mostRoles}`.execute(tx);
  return rows.map(readRole);
}

/** False when another role of the company has the name. */
export async function writeRole(tx: Tx, role: Omit<RoleRow, 'isFixed'>): Promise<boolean> {
  const { rows } = await sql`
    select 1 from staff_roles
     where company_id is not distinct from ${role.companyId}::uuid and lower(name) = lower(${role.name}) and role_id <> ${role.roleId}`.execute(
    tx,
  );
  if (rows.length > 0) return false;
  await sql`
    insert into staff_roles (role_id, company_id, name, permissions)
    values (${role.roleId}, ${role.companyId}, ${role.name}, ${role.permissions})
    on conflict (role_id) do update
       set name = excluded.name, permissions = excluded.permissions, version = staff_roles.version + 1`.execute(tx);
  return true;
}

export async function deleteRole(tx: Tx, roleId: string): Promise<void> {
  await sql`delete from staff_roles where role_id = ${roleId}`.execute(tx);
}

export async function countRoles(tx: Tx, companyId: string | null): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from staff_roles where company_id is not distinct from ${companyId}::uuid`.execute(
    tx,
  );
  return rows[0]?.count ?? 0;
}

/** Everybody who has the role, also those who are deactivated. */
export async function listPeopleWithRole(tx: Tx, roleId: string): Promise<string[]> {
  const { rows } = await sql<{ accountId: string }>`
    select distinct account_id as "accountId" from powers where role_id = ${roleId} order by 1 limit 10000`.execute(tx);
  return rows.map((row) => row.accountId);
}
