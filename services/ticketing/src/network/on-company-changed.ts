import { sql } from 'kysely';
import type { companyChanged, PayloadOf } from '@safiri/contracts';
import type { Tx } from '@safiri/runtime';

/** Keeps the company's name and contact as passengers read them. */
export async function onCompanyChanged(tx: Tx, company: PayloadOf<typeof companyChanged>): Promise<void> {
  await sql`
    insert into companies as t (company_id, version, name, time_zone, phone, email, url)
    values (${company.companyId}, ${company.version}, ${company.name}, ${company.timeZone}, ${company.phone}, ${company.email}, ${company.url})
    on conflict (company_id) do update
       set version = excluded.version, name = excluded.name, time_zone = excluded.time_zone,
           phone = excluded.phone, email = excluded.email, url = excluded.url
     where excluded.version >= t.version`.execute(tx);
}
