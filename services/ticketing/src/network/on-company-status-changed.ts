import { sql } from 'kysely';
import type { companyStatusChanged, PayloadOf } from '@safiri/contracts';
import type { Tx } from '@safiri/runtime';

/**
 * A company that is suspended or closed sells nothing more: searches leave it out at once, holds within the minute that
 * trips are remembered for. What was sold stays as it is.
 */
export async function onCompanyStatusChanged(tx: Tx, change: PayloadOf<typeof companyStatusChanged>): Promise<void> {
  await sql`
    insert into company_standings as t (company_id, version, selling)
    values (${change.companyId}, ${change.version}, ${change.status === 'active'})
    on conflict (company_id) do update set version = excluded.version, selling = excluded.selling
     where excluded.version >= t.version`.execute(tx);
}
