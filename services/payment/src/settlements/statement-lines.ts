import { sql } from 'kysely';
import type { Statement } from '@safiri/contracts';
import type { Tx } from '@safiri/runtime';
import { getBalanceBefore } from '../ledger/balance-queries.ts';

export type StatementLines = {
  /** Above zero in favour of the company, like all amounts of a statement. */
  readonly openingMinor: number;
  readonly closingMinor: number;
  readonly lines: Statement['lines'];
};

export type Period = {
  readonly companyId: string;
  readonly currency: string;
  readonly timeZone: string;
  readonly fromAt: string;
  readonly untilAt: string;
};

/** What the ledger says of a company in a period: the same whenever it is asked, since what is posted stays as it is. */
export async function computeLines(tx: Tx, period: Period): Promise<StatementLines> {
  const { companyId, currency } = period;
  const owed = await getBalanceBefore(tx, { companyId, currency, account: 'company-payable' }, period.fromAt);
  const lines = await listLines(tx, period);
  const openingMinor = owed === 0 ? 0 : -owed;
  return { openingMinor, lines, closingMinor: lines.reduce((sum, line) => sum + line.amountMinor, openingMinor) };
}

async function listLines(tx: Tx, period: Period): Promise<Statement['lines']> {
  const { rows } = await sql<Statement['lines'][number]>`
    select (posted_at at time zone ${period.timeZone})::date as date, line, count(*)::bigint as entries, (-sum(amount_minor))::bigint as "amountMinor"
      from ledger_entries
     where company_id = ${period.companyId} and account = 'company-payable' and currency = ${period.currency}
       and posted_at >= ${period.fromAt}::timestamptz and posted_at < ${period.untilAt}::timestamptz
     group by 1, line order by 1, line`.execute(tx);
  return rows;
}
