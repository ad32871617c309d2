import { sql } from 'kysely';
import type { PayoutStatus, Settlement } from '@safiri/contracts';
import type { Tx } from '@safiri/runtime';

export type SettlementRow = Omit<Settlement, 'settledAt' | 'payoutAccount'> & {
  readonly payoutAccountId: string | null;
  readonly payoutAccountLabel: string | null;
  readonly settledAt: Date;
  /** Of the company as it is called now. */
  readonly companyName: string | null;
  /** Texts: a date of JavaScript drops microseconds. Entries from the one until before the other are the period's. */
  readonly fromAt: string;
  readonly untilAt: string;
};

const columns = sql`
  s.settlement_id as "settlementId", s.company_id as "companyId", s.currency, s.from_date as "fromDate", s.to_date as "toDate",
  s.time_zone as "timeZone", s.opening_minor as "openingMinor", s.closing_minor as "closingMinor", s.payout_status as "payoutStatus",
  s.payout_reference as "payoutReference", s.payout_account_id as "payoutAccountId", s.payout_account_label as "payoutAccountLabel", s.settled_at as "settledAt", s.from_at::text as "fromAt", s.until_at::text as "untilAt",
  (select name from companies where company_id = s.company_id) as "companyName"`;

const mostSettlements = 100;

export async function findSettlement(
  tx: Tx,
  { companyId, settlementId }: { readonly companyId: string; readonly settlementId: string },
): Promise<SettlementRow | undefined> {
  const { rows } = await sql<SettlementRow>`
    select ${columns} from settlements s where s.company_id = ${companyId} and s.settlement_id = ${settlementId}`.execute(
    tx,
  );
  return rows[0];
}

/** A company's settlements, newest first. */
export async function listSettlementRows(tx: Tx, companyId: string): Promise<SettlementRow[]> {
  const { rows } = await sql<SettlementRow>`
    select ${columns} from settlements s where s.company_id = ${companyId} order by s.until_at desc, s.currency limit ${mostSettlements}`.execute(
    tx,
  );
  return rows;
}

/** The period that would be settled next, as the database's calendar has it. */
export type NextPeriod = {
  readonly fromDate: string;
  readonly fromAt: string;
  readonly untilAt: string;
  readonly timeZone: string;
  readonly days: number;
  /** Whether everything that will ever be posted in it is posted. */
  readonly over: boolean;
};

/**
 * The period of a company until the end of a day: it begins where the last one ended, or on the day of the first entry.
 * Undefined when there is neither. Days are those of the company's time zone; of one not heard of yet, UTC.
 */
export async function findNextPeriod(
  tx: Tx,
  { companyId, currency, toDate }: Pick<Settlement, 'companyId' | 'currency' | 'toDate'>,
): Promise<NextPeriod | undefined> {
  const { rows } = await sql<NextPeriod>`
    with zone as (
      select coalesce((select time_zone from companies where company_id = ${companyId}), 'UTC') as name),
    last as (
      select until_at, to_date from settlements where company_id = ${companyId} and currency = ${currency} order by until_at desc limit 1),
    first as (
      select min(posted_at) as posted_at from ledger_entries
       where company_id = ${companyId} and currency = ${currency} and account = 'company-payable' and not exists (select from last)),
    period as (
      select coalesce(last.to_date + 1, (first.posted_at at time zone zone.name)::date) as from_date, zone.name,
             coalesce(last.until_at, date_trunc('day', first.posted_at, zone.name)) as from_at,
             (${toDate}::date + 1)::timestamp at time zone zone.name as until_at
        from zone left join last on true left join first on true)
    select from_date as "fromDate", from_at::text as "fromAt", until_at::text as "untilAt", name as "timeZone",
           ${toDate}::date - from_date + 1 as days, until_at <= now() - interval '10 minutes' as over
      from period where from_at is not null`.execute(tx);
  return rows[0];
}

export type NewSettlement = Pick<NextPeriod, 'fromDate' | 'fromAt' | 'untilAt' | 'timeZone'> &
  Pick<Settlement, 'settlementId' | 'companyId' | 'currency' | 'toDate' | 'openingMinor' | 'closingMinor'> & {
    readonly settledBy: string;
    readonly now: Date;
  };

export async function insertSettlement(tx: Tx, row: NewSettlement): Promise<void> {
  await sql`
    insert into settlements (company_id, settlement_id, currency, from_date, to_date, time_zone, from_at, until_at, opening_minor, closing_minor,
                             payout_status, settled_by, settled_at)
    values (${row.companyId}, ${row.settlementId}, ${row.currency}, ${row.fromDate}, ${row.toDate}, ${row.timeZone}, ${row.fromAt}::timestamptz,
            ${row.untilAt}::timestamptz, ${row.openingMinor}, ${row.closingMinor}, ${row.closingMinor > 0 ? 'due' : 'none'}, ${row.settledBy}, ${row.now})`.execute(
    tx,
  );
}

/** Moves a payout on; false when it is not where it would come from. */
export async function movePayoutRow(
  tx: Tx,
  { companyId, settlementId }: Pick<Settlement, 'companyId' | 'settlementId'>,
  move: {
    readonly from: PayoutStatus;
    readonly to: PayoutStatus;
    readonly reference: string;
    /** Where it goes, once it is sent; it stays said of a payout that moves on. */
    readonly account: Pick<SettlementRow, 'payoutAccountId' | 'payoutAccountLabel'>;
  },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update settlements set payout_status = ${move.to}, payout_reference = ${move.reference},
           payout_account_id = ${move.account.payoutAccountId}, payout_account_label = ${move.account.payoutAccountLabel}
     where company_id = ${companyId} and settlement_id = ${settlementId} and payout_status = ${move.from}`.execute(tx);
  return numAffectedRows === 1n;
}
