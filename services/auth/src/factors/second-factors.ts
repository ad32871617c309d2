import { sql } from 'kysely';
import type { Tx } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { revoke } from '../revocations/revoke.ts';

/** By the tables they stand in. A mailed code is none: it needs nothing that could be lost. */
const tables = ['totp_secrets', 'passkeys', 'recovery_codes'] as const;

/** Takes all of them away; answers the tables in which there were some. */
export async function deleteSecondFactors(tx: Tx, accountIds: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const table of tables) {
    const { numAffectedRows } = await sql`
      delete from ${sql.ref(table)} where account_id = any (${accountIds}::uuid[])`.execute(tx);
    if (numAffectedRows !== undefined && numAffectedRows > 0n) found.push(table);
  }
  return found;
}

/** Asks somebody of a staff for a second factor of their own, before they change anything again. */
export async function makeSecondFactorDue(tx: Tx, accountId: string): Promise<void> {
  await sql`update staff set second_factor_due = true where account_id = ${accountId}`.execute(tx);
}

/** There is one now: tokens that say less are of no use from this transaction on. */
export async function endSecondFactorDue(ctx: Pick<Ctx, 'clock' | 'config'>, tx: Tx, accountId: string): Promise<void> {
  const { numAffectedRows } = await sql`
    update staff set second_factor_due = false where account_id = ${accountId} and second_factor_due`.execute(tx);
  if (numAffectedRows === 1n) await revoke(ctx, tx, { kind: 'account', ids: [accountId] });
}
