import { sql } from 'kysely';
import type { Account, Role } from '@safiri/contracts';
import type { Tx } from '@safiri/runtime';
import type { Identifier } from './identifier.ts';

const columns = sql`account_id as "accountId", name, email, phone, locale, company_id as "companyId",
  role = 'super-admin' as platform`;

export async function findAccount(tx: Tx, accountId: string): Promise<Account | undefined> {
  const { rows } = await sql<Account>`select ${columns} from accounts where account_id = ${accountId}`.execute(tx);
  return rows[0];
}

export async function findAccountByIdentifier(tx: Tx, identifier: Identifier): Promise<Account | undefined> {
  const { rows } =
    await sql<Account>`select ${columns} from accounts where ${sql.ref(identifier.kind)} = ${identifier.value}`.execute(
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
export async function insertAccount(
  tx: Tx,
  account: Account & { readonly role: Role | 'customer' },
  passwordHash: string,
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into accounts (account_id, name, email, phone, locale, role, company_id)
    values (${account.accountId}, ${account.name}, ${account.email}, ${account.phone}, ${account.locale}, ${account.role}, ${account.companyId})
    on conflict do nothing`.execute(tx);
  if (numAffectedRows !== 1n) return false;
  await sql`insert into credentials (account_id, password_hash) values (${account.accountId}, ${passwordHash})`.execute(
    tx,
  );
  return true;
}
