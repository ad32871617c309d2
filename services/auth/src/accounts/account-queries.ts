import { sql } from 'kysely';
import type { Account } from '@safiri/contracts';
import type { Tx } from '@safiri/runtime';
import type { Identifier } from './identifier.ts';

/** Staff who are deactivated are passengers. */
const columns = sql`a.account_id as "accountId", a.name, a.email, a.phone, a.locale, s.company_id as "companyId",
  s.account_id is not null and s.company_id is null as platform`;
const accounts = sql`accounts a left join staff s on s.account_id = a.account_id and s.deactivated_at is null`;

export async function findAccount(tx: Tx, accountId: string): Promise<Account | undefined> {
  const { rows } = await sql<Account>`select ${columns} from ${accounts} where a.account_id = ${accountId}`.execute(tx);
  return rows[0];
}

export async function findAccountByIdentifier(tx: Tx, identifier: Identifier): Promise<Account | undefined> {
  const { rows } =
    await sql<Account>`select ${columns} from ${accounts} where ${sql.ref(`a.${identifier.kind}`)} = ${identifier.value}`.execute(
      tx,
    );
  return rows[0];
}

export async function findPasswordHash(tx: Tx, accountId: string): Promise<string | undefined> {
  const { rows } = await sql<{
    hash: string;
  }>`select password_hash as hash from credentials where account_id = ${accountId}`.execute(tx);
  return rows[0]?.hash;
}

/** False when the e-mail or phone has an account already; the unique constraints decide between two at once. */
export async function insertAccount(tx: Tx, account: Account, passwordHash: string): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into accounts (account_id, name, email, phone, locale, company_id)
    values (${account.accountId}, ${account.name}, ${account.email}, ${account.phone}, ${account.locale}, ${account.companyId})
    on conflict do nothing`.execute(tx);
  if (numAffectedRows !== 1n) return false;
  await sql`insert into credentials (account_id, password_hash) values (${account.accountId}, ${passwordHash})`.execute(
    tx,
  );
  return true;
}
