import { sql } from 'kysely';
import type { Passkey } from '@safiri/contracts';
import type { Tx } from '@safiri/runtime';

export type StoredPasskey = {
  readonly passkeyId: string;
  readonly accountId: string;
  readonly credentialId: string;
  readonly publicKey: Buffer;
  readonly counter: number;
  readonly transports: string[];
};

/** More devices than a person signs in with. */
export const mostPasskeys = 20;

const columns = sql`passkey_id as "passkeyId", account_id as "accountId", credential_id as "credentialId",
                    public_key as "publicKey", counter, transports`;

export async function findPasskey(tx: Tx, credentialId: string): Promise<StoredPasskey | undefined> {
  const { rows } =
    await sql<StoredPasskey>`select ${columns} from passkeys where credential_id = ${credentialId}`.execute(tx);
  return rows[0];
}

export async function listPasskeysOf(tx: Tx, accountId: string): Promise<StoredPasskey[]> {
  const { rows } = await sql<StoredPasskey>`
    select ${columns} from passkeys where account_id = ${accountId} order by created_at, passkey_id limit ${mostPasskeys}`.execute(
    tx,
  );
  return rows;
}

/** False when the credential is known already, whoever has it. */
export async function insertPasskey(
  tx: Tx,
  passkey: StoredPasskey & { readonly name: string; readonly now: Date },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into passkeys (passkey_id, account_id, credential_id, public_key, counter, transports, name, created_at)
    values (${passkey.passkeyId}, ${passkey.accountId}, ${passkey.credentialId}, ${passkey.publicKey}, ${passkey.counter},
            ${passkey.transports}::text[], ${passkey.name}, ${passkey.now})
    on conflict (credential_id) do nothing`.execute(tx);
  return numAffectedRows === 1n;
}

/** False when the passkey is gone, or its counter went on meanwhile: then two authenticators have the same key. */
export async function markPasskeyUsed(
  tx: Tx,
  used: { readonly passkeyId: string; readonly counter: number; readonly now: Date },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update passkeys set counter = ${used.counter}, last_used_at = ${used.now}
     where passkey_id = ${used.passkeyId} and (counter < ${used.counter} or (counter = 0 and ${used.counter}::bigint = 0))`.execute(
    tx,
  );
  return numAffectedRows === 1n;
}

export async function deletePasskey(
  tx: Tx,
  removed: { readonly accountId: string; readonly passkeyId: string },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    delete from passkeys where account_id = ${removed.accountId} and passkey_id = ${removed.passkeyId}`.execute(tx);
  return numAffectedRows === 1n;
}

export async function listShownPasskeys(tx: Tx, accountId: string): Promise<Passkey[]> {
  const { rows } = await sql<{ passkeyId: string; name: string; createdAt: Date; lastUsedAt: Date | null }>`
    select passkey_id as "passkeyId", name, created_at as "createdAt", last_used_at as "lastUsedAt"
      from passkeys where account_id = ${accountId} order by created_at, passkey_id limit ${mostPasskeys}`.execute(tx);
  return rows.map((row) => ({
    ...row,
    createdAt: row.createdAt.toISOString(),
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
  }));
}
