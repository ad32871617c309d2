import { sql } from 'kysely';
import type { companyChanged, PayloadOf } from '@safiri/contracts';
import type { Tx } from '@safiri/runtime';

/** Keeps what a statement says of its company. News may overtake each other: the newest version stays. */
export async function onCompanyChanged(tx: Tx, company: PayloadOf<typeof companyChanged>): Promise<void> {
  await sql`
    insert into companies as c (company_id, version, name, time_zone, email)
    values (${company.companyId}, ${company.version}, ${company.name}, ${company.timeZone}, ${company.email})
    on conflict (company_id) do update set version = excluded.version, name = excluded.name, time_zone = excluded.time_zone, email = excluded.email
     where excluded.version >= c.version`.execute(tx);
}
