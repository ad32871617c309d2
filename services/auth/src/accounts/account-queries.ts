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

/** Whether an account is there and not forgotten. Nobody changes that, or takes it into a staff, until the transaction ends. */
export async function lockAccount(tx: Tx, accountId: string): Promise<boolean> {
  const { rows } = await sql`
    select from accounts where account_id = ${accountId} and erased_at is null for no key update`.execute(tx);
  return rows.length > 0;
}

/** An account with the ways to sign in to it. */
export type SignInAccount = {
  readonly account: Account;
  readonly passwordHash: string | null;
  readonly hasTotp: boolean;
  readonly hasPasskey: boolean;
  readonly hasRecoveryCodes: boolean;
};

/** One statement, whether or not the account is there. */
export async function findSignInAccount(
  tx: Tx,
  by: Identifier | { readonly accountId: string },
): Promise<SignInAccount | undefined> {
  const where = 'accountId' in by ? sql`a.account_id = ${by.accountId}` : sql`${sql.ref(`a.${by.kind}`)} = ${by.value}`;
  const { rows } = await sql<Account & Omit<SignInAccount, 'account'>>`
    select ${columns},
           (select c.password_hash from credentials c where c.account_id = a.account_id) as "passwordHash",
           exists (select 1 from totp_secrets t where t.account_id = a.account_id and t.confirmed_at is not null) as "hasTotp",
           exists (select 1 from passkeys p where p.account_id = a.account_id) as "hasPasskey",
           exists (select 1 from recovery_codes r where r.account_id = a.account_id and r.used_at is null) as "hasRecoveryCodes"
      from ${accounts} where ${where}`.execute(tx);
  const [row] = rows;
  if (row === undefined) return undefined;
  const { passwordHash, hasTotp, hasPasskey, hasRecoveryCodes, ...account } = row;
  return { account, passwordHash, hasTotp, hasPasskey, hasRecoveryCodes };
}

/** False when the e-mail or phone has an account already; the unique constraints decide between two at once. */
export async function insertAccount(tx: Tx, account: Account, passwordHash: string | null): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into accounts (account_id, name, email, phone, locale, company_id)
    values (${account.accountId}, ${account.name}, ${account.email}, ${account.phone}, ${account.locale}, ${account.companyId})
    on conflict do nothing`.execute(tx);
  if (numAffectedRows !== 1n) return false;
  if (passwordHash === null) return true;
  await sql`insert into credentials (account_id, password_hash) values (${account.accountId}, ${passwordHash})`.execute(
    tx,
  );
  return true;
}

/** Of two that are set at once the second looks at what the first has done. */
export async function setPassword(
  tx: Tx,
  changed: { readonly accountId: string; readonly passwordHash: string; readonly now: Date },
): Promise<void> {
  await lockAccount(tx, changed.accountId);
  await sql`
    insert into credentials (account_id, password_hash, changed_at)
    values (${changed.accountId}, ${changed.passwordHash}, ${changed.now})
    on conflict (account_id) do update set password_hash = excluded.password_hash, changed_at = excluded.changed_at`.execute(
    tx,
  );
}

/**
 * Whether a password that was found right is still the account's, and stays so until the transaction ends: it may have been
 * changed while it was hashed. One of an earlier release is hashed anew when it is right, so its hash says nothing.
 */
export async function isStillPassword(
  tx: Tx,
  { accountId, hash }: { readonly accountId: string; readonly hash: string | null },
): Promise<boolean> {
  const { rows } = await sql`
    select from credentials
     where account_id = ${accountId} and (password_hash = ${hash} or ${hash}::text not like '$2k$%') for share`.execute(
    tx,
  );
  return rows.length > 0;
}

/** Somebody has read a code there who may act for the account. */
export async function markVerified(
  tx: Tx,
  verified: { readonly accountId: string; readonly identifier: Identifier; readonly now: Date },
): Promise<void> {
  const { kind, value } = verified.identifier;
  await sql`
    update accounts set ${sql.ref(`${kind}_verified_at`)} = ${verified.now}
     where account_id = ${verified.accountId} and ${sql.ref(kind)} = ${value}`.execute(tx);
}

/** Throws on the unique constraint when another account has it. */
export async function setIdentifier(
  tx: Tx,
  changed: { readonly accountId: string; readonly identifier: Identifier; readonly now: Date },
): Promise<void> {
  const { kind, value } = changed.identifier;
  await sql`
    update accounts set ${sql.ref(kind)} = ${value}, ${sql.ref(`${kind}_verified_at`)} = ${changed.now}
     where account_id = ${changed.accountId}`.execute(tx);
}
