import { sql } from 'kysely';
import type { Tx } from '@safiri/runtime';
import type { Rate } from './split-tax.ts';

export type RatedSale = {
  readonly receiptId: string;
  readonly companyId: string;
  readonly currency: string;
  readonly soldAt: Date;
};

/** The rates that were in force when each of these sales was made, one a tax, by the id of the sale's receipt. */
export async function listRatesOf(tx: Tx, sales: readonly RatedSale[]): Promise<ReadonlyMap<string, Rate[]>> {
  if (sales.length === 0) return new Map();
  const { rows } = await sql<{ receiptId: string; rates: Rate[] }>`
    with rate as (
      select distinct on (s."receiptId", r.name) s."receiptId", r.name, r.treatment, r.basis_points, r.remitted_by
        from json_to_recordset(${JSON.stringify(sales)}::json) as s ("receiptId" uuid, "companyId" uuid, currency text, "soldAt" timestamptz)
        join tax_rates r on r.company_id = s."companyId" and r.currency = s.currency and r.valid_from <= s."soldAt"
       order by s."receiptId", r.name, r.valid_from desc)
    select "receiptId", json_agg(json_build_object('name', name, 'treatment', treatment, 'basisPoints', basis_points, 'remittedBy', remitted_by)
                                 order by name) as rates
      from rate group by "receiptId"`.execute(tx);
  return new Map(rows.map(({ receiptId, rates }) => [receiptId, rates]));
}
