import { sql } from 'kysely';
import { newId } from '@safiri/kernel';
import type { Role, Tenant, TenantStatus } from '@safiri/contracts';
import type { Tx } from '@safiri/runtime';

export const tenantPageSize = 100;

const columns = sql`t.company_id as "companyId", t.name, t.status, t.because,
  (select count(*)::int from staff s where s.company_id = t.company_id and s.deactivated_at is null) as people`;

export async function findTenant(tx: Tx, companyId: string): Promise<Tenant | undefined> {
  const { rows } = await sql<Tenant>`select ${columns} from tenants t where t.company_id = ${companyId}`.execute(tx);
  return rows[0];
}

/** One more than a page. */
export async function listTenantRows(tx: Tx, after: string | undefined): Promise<Tenant[]> {
  const { rows } = await sql<Tenant>`
    select ${columns} from tenants t where t.company_id > ${after ?? '00000000-0000-0000-0000-000000000000'}
     order by t.company_id limit ${tenantPageSize + 1}`.execute(tx);
  return rows;
}

/** The lock of a company's staff, or of the platform's: the row of the role that comes with it. */
export async function lockTenant(tx: Tx, companyId: string | null): Promise<{ status: TenantStatus } | undefined> {
  const { rows } =
    companyId === null
      ? await sql<{ status: TenantStatus }>`
          select 'active' as status from staff_roles where company_id is null and template = 'super-admin' for update`.execute(
          tx,
        )
      : await sql<{ status: TenantStatus }>`
          select status from tenants where company_id = ${companyId} for update`.execute(tx);
  return rows[0];
}

const rolesOfCompanies: readonly { readonly name: string; readonly template: Role }[] = [
  { name: 'Driver', template: 'driver' },
  { name: 'Agent', template: 'agent' },
  { name: 'Supervisor', template: 'supervisor' },
  { name: 'Company admin', template: 'company-admin' },
];

/** A company with the roles that every company has; false where it is here already. */
export async function insertTenant(tx: Tx, companyId: string, name: string | null): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into tenants (company_id, name) values (${companyId}, ${name}) on conflict do nothing`.execute(tx);
  if (numAffectedRows !== 1n) return false;
  for (const role of rolesOfCompanies)
    await sql`
      insert into staff_roles (role_id, company_id, name, template)
      values (${newId()}, ${companyId}, ${role.name}, ${role.template})`.execute(tx);
  return true;
}

/** The role of a template: the platform's has no company. */
export async function getFixedRoleId(tx: Tx, companyId: string | null, template: Role): Promise<string> {
  const { rows } = await sql<{ roleId: string }>`
    select role_id as "roleId" from staff_roles
     where company_id is not distinct from ${companyId}::uuid and template = ${template}`.execute(tx);
  const [role] = rows;
  if (role === undefined) throw new Error(`Bug: there is no role ${template}`);
  return role.roleId;
}

export async function renameTenant(tx: Tx, companyId: string, name: string): Promise<void> {
  await sql`update tenants set name = ${name} where company_id = ${companyId} and name is distinct from ${name}`.execute(
    tx,
  );
}

/** Answers the version that the change has. */
export async function writeStatus(
  tx: Tx,
  change: { readonly companyId: string; readonly status: TenantStatus; readonly because: string | null },
): Promise<number> {
  const { rows } = await sql<{ version: number }>`
    update tenants set status = ${change.status}, because = ${change.because}, version = version + 1
     where company_id = ${change.companyId} returning version`.execute(tx);
  return rows[0]?.version ?? 1;
}
