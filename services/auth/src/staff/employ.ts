import { sql } from 'kysely';
import type { Role } from '@safiri/contracts';
import type { Tx } from '@safiri/runtime';
import { getFixedRoleId, insertTenant } from '../tenants/tenant-queries.ts';
import { insertPowers } from './power-queries.ts';
import { insertStaff } from './staff-queries.ts';

/** Makes an account staff with one of the roles that come with the product: for accounts that come with an installation. */
export async function employ(
  tx: Tx,
  person: { readonly accountId: string; readonly companyId: string | null; readonly role: Role; readonly now: Date },
): Promise<void> {
  const { accountId, companyId, role, now } = person;
  if (companyId !== null) await insertTenant(tx, companyId, null);
  await insertStaff(tx, { accountId, companyId }, { joinedAt: now, raisedAt: null });
  await bindToCompany(tx, accountId, companyId);
  const roleId = await getFixedRoleId(tx, companyId, role);
  const power = { kind: 'role', roleId, permission: null, scope: 'company', scopeId: null } as const;
  await insertPowers(tx, { accountId, companyId }, { powers: [power], by: null, at: now });
}

/** Whose rows they are to row-level security. */
export async function bindToCompany(tx: Tx, accountId: string, companyId: string | null): Promise<void> {
  await sql`update accounts set company_id = ${companyId} where account_id = ${accountId}`.execute(tx);
}
