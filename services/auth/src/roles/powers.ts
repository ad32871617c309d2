import { sql } from 'kysely';
import { permissionsByRole, roles, type PermissionSet } from '@safiri/contracts';
import type { Tx } from '@safiri/runtime';

/** What an account may do now. */
export async function findPowers(tx: Tx, accountId: string): Promise<PermissionSet> {
  const { rows } = await sql<{ role: string }>`select role from accounts where account_id = ${accountId}`.execute(tx);
  const role = roles.find((each) => each === rows[0]?.role);
  const permitted = role === undefined ? [] : permissionsByRole[role];
  return { held: permitted.map((permission) => ({ permission, everywhere: true, places: [] })) };
}
