import { sql } from 'kysely';
import type { companyOnboarded, companyStatusChanged, PayloadOf } from '@safiri/contracts';
import type { Tx } from '@safiri/runtime';
import { tellCompanies } from './company-queries.ts';

/** The public row of a company that came onto the platform. Hearing it again changes nothing: what became of it since stays. */
export async function onCompanyOnboarded(tx: Tx, company: PayloadOf<typeof companyOnboarded>): Promise<void> {
  const { numAffectedRows } = await sql`
    insert into companies (company_id, name, time_zone, currency, phone, email)
    values (${company.companyId}, ${company.name}, ${company.timeZone}, ${company.currency}, ${company.phone}, ${company.email})
    on conflict (company_id) do nothing`.execute(tx);
  if (numAffectedRows === 1n) await tellCompanies(tx, [company.companyId]);
}

/** Throws for a company that is not here yet: the news is handed over again until it is. */
export async function onCompanyStatusChanged(tx: Tx, change: PayloadOf<typeof companyStatusChanged>): Promise<void> {
  const { rows } = await sql`select 1 from companies where company_id = ${change.companyId}`.execute(tx);
  if (rows.length === 0) throw new Error(`There is no company ${change.companyId} yet`);
  await sql`
    update companies set status = ${change.status}, status_version = ${change.version}
     where company_id = ${change.companyId} and status_version < ${change.version}`.execute(tx);
}
