import { sql } from 'kysely';
import type { SaleRules } from '@safiri/contracts';
import type { Tx } from '@safiri/runtime';

/** Undefined for a company that is not known. Whoever never said anything has none of the rules. */
export async function findSaleRules(tx: Tx, companyId: string): Promise<SaleRules | undefined> {
  const { rows } = await sql<SaleRules>`
    select coalesce(r.women_beside_women, false) as "womenBesideWomen"
      from companies c
      left join sale_rules r on r.company_id = c.company_id
     where c.company_id = ${companyId}`.execute(tx);
  return rows[0];
}

export async function writeSaleRules(tx: Tx, companyId: string, rules: SaleRules): Promise<void> {
  await sql`
    insert into sale_rules (company_id, women_beside_women) values (${companyId}, ${rules.womenBesideWomen})
    on conflict (company_id) do update set women_beside_women = excluded.women_beside_women, changed_at = clock_timestamp()`.execute(
    tx,
  );
}
