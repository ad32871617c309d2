import { sql } from 'kysely';
import type { DevicePurpose } from '@safiri/contracts';
import type { Tx } from '@safiri/runtime';

export type PairingCode = {
  readonly companyId: string;
  readonly branchId: string | null;
  readonly name: string;
  readonly purpose: DevicePurpose;
  readonly createdBy: string;
  readonly expiresAt: Date;
};

/** Those of a company who make codes at the same moment count one after the other. */
export async function countOpenCodes(tx: Tx, companyId: string, now: Date): Promise<number> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`pairing codes of ${companyId}`}, 0))`.execute(tx);
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from pairing_codes
     where company_id = ${companyId} and device_id is null and expires_at > ${now}`.execute(tx);
  return rows[0]?.count ?? 0;
}

export async function insertPairingCode(tx: Tx, codeHash: Buffer, code: PairingCode): Promise<void> {
  await sql`
    insert into pairing_codes (code_hash, company_id, branch_id, name, purpose, created_by, expires_at)
    values (${codeHash}, ${code.companyId}, ${code.branchId}, ${code.name}, ${code.purpose}, ${code.createdBy},
            ${code.expiresAt})`.execute(tx);
}

/** Of two devices with the same code, the second sees what the first has made of it. */
export async function lockPairingCode(
  tx: Tx,
  codeHash: Buffer,
): Promise<(PairingCode & { readonly deviceId: string | null }) | undefined> {
  const { rows } = await sql<PairingCode & { readonly deviceId: string | null }>`
    select company_id as "companyId", branch_id as "branchId", name, purpose, created_by as "createdBy",
           expires_at as "expiresAt", device_id as "deviceId"
      from pairing_codes where code_hash = ${codeHash} for update`.execute(tx);
  return rows[0];
}

export async function markCodeUsed(tx: Tx, codeHash: Buffer, deviceId: string): Promise<void> {
  await sql`update pairing_codes set device_id = ${deviceId} where code_hash = ${codeHash}`.execute(tx);
}
