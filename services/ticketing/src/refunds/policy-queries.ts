import { sql, type Kysely } from 'kysely';
import type { RefundTier } from '@safiri/contracts';
import type { Tx } from '@safiri/runtime';

/** Whose policy holds where a company set none. */
const platform = '00000000-0000-0000-0000-000000000000';

/** The policy a company sells under now; undefined for a company that is not known. */
export async function findPolicy(
  executor: Kysely<unknown>,
  companyId: string,
): Promise<readonly RefundTier[] | undefined> {
  const { rows } = await sql<{ tiers: readonly RefundTier[] }>`
    select p.tiers
      from companies c
      join refund_policies p on p.company_id in (c.company_id, ${platform}) and p.valid_from <= clock_timestamp()
     where c.company_id = ${companyId}
     order by p.company_id = ${platform}, p.valid_from desc limit 1`.execute(executor);
  return rows[0]?.tiers;
}

/** The policy that a company set last; undefined where it never did. */
export async function findOwnPolicy(tx: Tx, companyId: string): Promise<readonly RefundTier[] | undefined> {
  const { rows } = await sql<{ tiers: readonly RefundTier[] }>`
    select tiers from refund_policies where company_id = ${companyId} order by valid_from desc limit 1`.execute(tx);
  return rows[0]?.tiers;
}

/** The policies an order was sold under, by company: those in force when its seats were held, and its fares fixed. */
export async function listPoliciesOf(tx: Tx, orderId: string): Promise<ReadonlyMap<string, readonly RefundTier[]>> {
  const { rows } = await sql<{ companyId: string; tiers: readonly RefundTier[] }>`
    select distinct on (c.company_id) c.company_id as "companyId", p.tiers
      from orders o
     cross join unnest(o.company_ids) as c (company_id)
      join refund_policies p on p.company_id in (c.company_id, ${platform}) and p.valid_from <= o.created_at
     where o.order_id = ${orderId}
     order by c.company_id, p.company_id = ${platform}, p.valid_from desc`.execute(tx);
  return new Map(rows.map(({ companyId, tiers }) => [companyId, tiers]));
}

export async function insertPolicy(
  tx: Tx,
  policy: { readonly companyId: string; readonly tiers: readonly RefundTier[]; readonly setBy: string },
): Promise<void> {
  await sql`
    insert into refund_policies (company_id, tiers, set_by)
    values (${policy.companyId}, ${JSON.stringify(policy.tiers)}::jsonb, ${policy.setBy})`.execute(tx);
}
