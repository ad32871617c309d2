import { sql } from 'kysely';
import type { Tx } from '@safiri/runtime';
import type { Account } from './ledger-set.ts';

/** What is asked of the ledger: an account of a company or of the platform, in one currency. */
export type AccountOf = { readonly companyId: string; readonly account: Account; readonly currency: string };

/**
 * The balance of an account before an instant ('infinity': now), over all payment companies: as it was at the last cut before, and the entries
 * since. Below zero it is owed. Nobody waits for it, and it makes nobody wait.
 */
export async function getBalanceBefore(
  tx: Tx,
  { companyId, account, currency }: AccountOf,
  before: string,
): Promise<number> {
  const { rows } = await sql<{ balanceMinor: number }>`
    with cut as (
      select distinct on (method) method, balance_minor from ledger_balances
       where company_id = ${companyId} and account = ${account} and currency = ${currency} and cut_at < ${before}::timestamptz
       order by method, cut_at desc),
    since as (
      select coalesce(max(cut_at), '-infinity') as cut_at from ledger_balances
       where company_id = ${companyId} and account = ${account} and currency = ${currency} and cut_at < ${before}::timestamptz)
    select ((select coalesce(sum(balance_minor), 0) from cut)
          + (select coalesce(sum(amount_minor), 0) from ledger_entries, since
              where company_id = ${companyId} and account = ${account} and currency = ${currency}
                and posted_at > since.cut_at and posted_at < ${before}::timestamptz))::bigint as "balanceMinor"`.execute(
    tx,
  );
  return rows[0]?.balanceMinor ?? 0;
}
