import { sql } from 'kysely';
import type { Company, OutputOf, QueryOf, listCompanies as declared } from '@safiri/contracts';
import type { Ctx } from '../context.ts';
import { getCompany, listCompanyRows } from './company-queries.ts';

const mostListed = 100;

/** Companies on the platform, by name. Public facts. */
export async function listCompanies(ctx: Ctx, query: QueryOf<typeof declared>): Promise<OutputOf<typeof declared>> {
  return { companies: await listCompanyRows(ctx.db.kysely, query.limit ?? mostListed) };
}

export async function findCompany(ctx: Ctx, companyId: string): Promise<Company> {
  const { currency: _priced, ...company } = await getCompany(ctx.db.kysely, companyId);
  return company;
}

/** The company that an agency of a feed became; undefined when the feed was not imported or the agency runs nothing. */
export async function companyOfAgency(ctx: Ctx, feedName: string, agencyId: string): Promise<Company | undefined> {
  const { rows } = await sql<Company>`
    select company_id as "companyId", name, time_zone as "timeZone", phone, email, url
      from companies where feed_name = ${feedName} and feed_key = ${agencyId}`.execute(ctx.db.kysely);
  return rows[0];
}
