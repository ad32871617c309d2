import { sql, type Kysely } from 'kysely';
import { companyChanged, type Company } from '@safiri/contracts';
import { DomainError } from '@safiri/kernel';
import { publish, type Tx } from '@safiri/runtime';

export type CompanyRow = Company & {
  /** What its fares by distance are in; null where nobody knows. */
  readonly currency: string | null;
};

/** A company as its feed describes it; the key is the agency's. */
export type FeedCompany = CompanyRow & { readonly feedKey: string };

/** Writes the companies of a feed; answers the ids of those that are new or differ from what stood here. */
export async function writeFeedCompanies(
  tx: Tx,
  feedName: string,
  companies: readonly FeedCompany[],
): Promise<string[]> {
  const { rows } = await sql<{ companyId: string }>`
    insert into companies (company_id, name, time_zone, currency, phone, email, url, feed_name, feed_key)
    select r."companyId", r.name, r."timeZone", r.currency, r.phone, r.email, r.url, ${feedName}, r."feedKey"
      from jsonb_to_recordset(${JSON.stringify(companies)}::jsonb) as r(
        "companyId" uuid, name text, "timeZone" text, currency text, phone text, email text, url text, "feedKey" text)
    on conflict (company_id) do update
       set name = excluded.name, time_zone = excluded.time_zone, currency = excluded.currency, phone = excluded.phone,
           email = excluded.email, url = excluded.url, version = companies.version + 1
     where (companies.name, companies.time_zone, companies.currency, companies.phone, companies.email, companies.url)
           is distinct from
           (excluded.name, excluded.time_zone, excluded.currency, excluded.phone, excluded.email, excluded.url)
    returning company_id as "companyId"`.execute(tx);
  return rows.map((row) => row.companyId);
}

/** Publishes the present state of these companies. */
export async function tellCompanies(tx: Tx, companyIds: readonly string[]): Promise<number> {
  const { rows } = await sql<Company & { version: number }>`
    select company_id as "companyId", version, name, time_zone as "timeZone", phone, email, url
      from companies where company_id = any (${companyIds}::uuid[]) order by company_id`.execute(tx);
  for (const company of rows) {
    await publish(tx, companyChanged, { aggregateId: company.companyId, version: company.version, payload: company });
  }
  return rows.length;
}

/** The company, or NOT_FOUND. */
export async function getCompany(executor: Kysely<unknown>, companyId: string): Promise<CompanyRow> {
  const { rows } = await sql<CompanyRow>`
    select company_id as "companyId", name, time_zone as "timeZone", currency, phone, email, url
      from companies where company_id = ${companyId}`.execute(executor);
  const [company] = rows;
  if (company === undefined) throw new DomainError('NOT_FOUND', 'There is no such company.');
  return company;
}

export async function listCompanyRows(executor: Kysely<unknown>, limit: number): Promise<Company[]> {
  const { rows } = await sql<Company>`
    select company_id as "companyId", name, time_zone as "timeZone", phone, email, url
      from companies order by name, company_id limit ${limit}`.execute(executor);
  return rows;
}

/** Time zones that companies keep; their days begin at different instants. */
export async function listTimeZones(executor: Kysely<unknown>): Promise<string[]> {
  const { rows } = await sql<{ timeZone: string }>`
    select distinct time_zone as "timeZone" from companies order by 1 limit 1000`.execute(executor);
  return rows.map((row) => row.timeZone);
}
