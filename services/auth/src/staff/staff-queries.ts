import { sql } from 'kysely';
import type { StaffMember } from '@safiri/contracts';
import type { Tx } from '@safiri/runtime';

export type StaffRow = Omit<StaffMember, 'powers'>;

export const staffPageSize = 100;

const columns = sql`s.account_id as "accountId", s.company_id as "companyId", a.name, a.email,
  s.deactivated_at is not null as deactivated, s.version`;

export async function findStaff(tx: Tx, accountId: string): Promise<StaffRow | undefined> {
  const { rows } = await sql<StaffRow>`
    select ${columns} from staff s join accounts a on a.account_id = s.account_id
     where s.account_id = ${accountId}`.execute(tx);
  return rows[0];
}

/** One more than a page, so that whoever lists knows whether there are more. */
export async function listStaffRows(
  tx: Tx,
  wanted: { readonly companyId: string | null; readonly after: string | undefined },
): Promise<StaffRow[]> {
  const { rows } = await sql<StaffRow>`
    select ${columns} from staff s join accounts a on a.account_id = s.account_id
     where s.company_id is not distinct from ${wanted.companyId}::uuid
       and s.account_id > ${wanted.after ?? '00000000-0000-0000-0000-000000000000'}
     order by s.account_id limit ${staffPageSize + 1}`.execute(tx);
  return rows;
}

export async function insertStaff(
  tx: Tx,
  { accountId, companyId }: { readonly accountId: string; readonly companyId: string | null },
  at: { readonly joinedAt: Date; readonly raisedAt: Date | null },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into staff (account_id, company_id, joined_at, raised_at)
    values (${accountId}, ${companyId}, ${at.joinedAt}, ${at.raisedAt}) on conflict do nothing`.execute(tx);
  return numAffectedRows === 1n;
}

/** Notes that the powers changed; `raisedAt` where they grew by the hand of a colleague. */
export async function raiseVersion(tx: Tx, accountId: string, raisedAt: Date | null): Promise<void> {
  await sql`
    update staff set version = version + 1, raised_at = coalesce(${raisedAt}, raised_at) where account_id = ${accountId}`.execute(
    tx,
  );
}

export async function markRaised(tx: Tx, accountIds: readonly string[], raisedAt: Date): Promise<void> {
  await sql`update staff set raised_at = ${raisedAt} where account_id = any(${accountIds}::uuid[])`.execute(tx);
}

export async function setDeactivated(tx: Tx, accountId: string, at: Date | null): Promise<void> {
  await sql`update staff set deactivated_at = ${at}, version = version + 1 where account_id = ${accountId}`.execute(tx);
}

/** Those who may be admins: active, and given one of these permissions for the whole company by a grant or one of these roles. */
export async function listCandidates(
  tx: Tx,
  wanted: { readonly companyId: string | null; readonly permission: string; readonly roleIds: readonly string[] },
): Promise<string[]> {
  const { rows } = await sql<{ accountId: string }>`
    select distinct s.account_id as "accountId" from staff s join powers p on p.account_id = s.account_id
     where s.company_id is not distinct from ${wanted.companyId}::uuid and s.deactivated_at is null
       and p.scope = 'company' and p.kind <> 'deny'
       and (p.permission = ${wanted.permission} or p.role_id = any(${wanted.roleIds}::uuid[]))
     order by 1 limit 500`.execute(tx);
  return rows.map((row) => row.accountId);
}
