import { sql } from 'kysely';
import type { Tx } from '@safiri/runtime';
import type { Booked, CommissionPlan } from './commission.ts';

export type CompanyPlan = CommissionPlan & { readonly companyId: string; readonly currency: string };

/** The plans of these companies that are in force at an instant, one a currency; a company without any has the default. */
export async function listPlansAt(tx: Tx, companyIds: readonly string[], at: Date): Promise<CompanyPlan[]> {
  const { rows } = await sql<CompanyPlan>`
    select distinct on (company_id, currency) company_id as "companyId", currency, basis_points as "basisPoints", per_seat_minor as "perSeatMinor"
      from commission_plans where company_id = any (${companyIds}::uuid[]) and valid_from <= ${at}
     order by company_id, currency, valid_from desc`.execute(tx);
  return rows;
}

/**
 * What an order brought companies and cost them, by company. Waits for another refund of the order that is being posted, so
 * that the parts that go back never come to more than the whole.
 */
export async function lockBooked(tx: Tx, orderId: string): Promise<ReadonlyMap<string, Booked>> {
  await sql`select pg_advisory_xact_lock(hashtextextended('ledger of order ' || ${orderId}, 0))`.execute(tx);
  const sumOf = (line: string) => sql`coalesce(abs(sum(amount_minor) filter (where line = ${line})), 0)::bigint`;
  const { rows } = await sql<{
    companyId: string;
    grossMinor: number;
    commissionMinor: number;
    feeMinor: number;
    refundedMinor: number;
    commissionBackMinor: number;
    feeBackMinor: number;
  }>`
    select company_id as "companyId", ${sumOf('sale')} as "grossMinor", ${sumOf('commission')} as "commissionMinor", ${sumOf('fee')} as "feeMinor",
           ${sumOf('refund')} as "refundedMinor", ${sumOf('commission-back')} as "commissionBackMinor", ${sumOf('fee-back')} as "feeBackMinor"
      from ledger_entries where order_id = ${orderId} and account = 'company-payable' group by company_id`.execute(tx);
  return new Map(
    rows.map((row) => [
      row.companyId,
      {
        grossMinor: row.grossMinor,
        charged: { commissionMinor: row.commissionMinor, feeMinor: row.feeMinor },
        refundedMinor: row.refundedMinor,
        back: { commissionMinor: row.commissionBackMinor, feeMinor: row.feeBackMinor },
      },
    ]),
  );
}
