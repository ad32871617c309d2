import { sql } from 'kysely';
import type { PayoutAccount } from '@safiri/contracts';
import type { Tx } from '@safiri/runtime';

export type AccountRow = Pick<
  PayoutAccount,
  'accountId' | 'companyId' | 'currency' | 'kind' | 'institution' | 'maskedNumber' | 'status' | 'askedBy' | 'decidedBy'
> & {
  readonly sealed: string;
  readonly validFrom: Date;
  readonly askedAt: Date;
  readonly inForceFrom: Date | null;
  readonly decidedAt: Date | null;
};

type Named = Pick<AccountRow, 'companyId' | 'accountId'>;

const mostAccounts = 100;
const rows = sql`
  select a.account_id as "accountId", a.company_id as "companyId", a.currency, a.kind, a.institution, a.masked_number as "maskedNumber",
         coalesce(d.decision, 'asked') as status, a.sealed, a.valid_from as "validFrom", a.asked_by as "askedBy", a.asked_at as "askedAt",
         d.in_force_from as "inForceFrom", d.decided_by as "decidedBy", d.decided_at as "decidedAt"
    from payout_accounts a left join payout_account_decisions d on d.company_id = a.company_id and d.account_id = a.account_id`;

export async function findAccount(tx: Tx, { companyId, accountId }: Named): Promise<AccountRow | undefined> {
  const found = await sql<AccountRow>`
    ${rows} where a.company_id = ${companyId} and a.account_id = ${accountId}`.execute(tx);
  return found.rows[0];
}

export async function listAccounts(tx: Tx, companyId: string): Promise<AccountRow[]> {
  const found = await sql<AccountRow>`
    ${rows} where a.company_id = ${companyId} order by a.asked_at desc, a.account_id limit ${mostAccounts}`.execute(tx);
  return found.rows;
}

/** Where a payout goes now; of two that came into force together, the one that was confirmed last. */
export async function findAccountInForce(
  tx: Tx,
  { companyId, currency, now }: { readonly companyId: string; readonly currency: string; readonly now: Date },
): Promise<AccountRow | undefined> {
  const found = await sql<AccountRow>`
    ${rows} where a.company_id = ${companyId} and a.currency = ${currency} and d.in_force_from <= ${now}
     order by d.in_force_from desc, d.decided_at desc, a.account_id desc limit 1`.execute(tx);
  return found.rows[0];
}

export type NewAccount = Omit<AccountRow, 'status' | 'inForceFrom' | 'decidedBy' | 'decidedAt'>;

/** False when there is one of that id. */
export async function insertAccount(tx: Tx, account: NewAccount): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into payout_accounts (company_id, account_id, currency, kind, institution, sealed, masked_number, valid_from, asked_by, asked_at)
    values (${account.companyId}, ${account.accountId}, ${account.currency}, ${account.kind}, ${account.institution}, ${account.sealed},
            ${account.maskedNumber}, ${account.validFrom}, ${account.askedBy}, ${account.askedAt})
    on conflict (company_id, account_id) do nothing`.execute(tx);
  return numAffectedRows === 1n;
}

export type NewDecision = Pick<AccountRow, 'companyId' | 'accountId' | 'askedBy' | 'inForceFrom'> & {
  readonly decision: 'confirmed' | 'refused';
  readonly reason: string;
  readonly decidedBy: string;
  readonly decidedAt: Date;
};

/** False when it was decided about already. */
export async function insertDecision(tx: Tx, made: NewDecision): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into payout_account_decisions (company_id, account_id, asked_by, decision, in_force_from, reason, decided_by, decided_at)
    values (${made.companyId}, ${made.accountId}, ${made.askedBy}, ${made.decision}, ${made.inForceFrom}, ${made.reason}, ${made.decidedBy},
            ${made.decidedAt})
    on conflict (company_id, account_id) do nothing`.execute(tx);
  return numAffectedRows === 1n;
}

export async function insertOpening(
  tx: Tx,
  opened: Named & { readonly reason: string; readonly by: string; readonly at: Date },
): Promise<void> {
  await sql`
    insert into payout_account_openings (company_id, account_id, reason, opened_by, opened_at)
    values (${opened.companyId}, ${opened.accountId}, ${opened.reason}, ${opened.by}, ${opened.at})`.execute(tx);
}

export async function findCompany(
  tx: Tx,
  companyId: string,
): Promise<{ readonly name: string; readonly email: string | null } | undefined> {
  const found = await sql<{ name: string; email: string | null }>`
    select name, email from companies where company_id = ${companyId}`.execute(tx);
  return found.rows[0];
}
