import { sql } from 'kysely';
import type { Tx } from '@safiri/runtime';

export type KeyState = 'announced' | 'current' | 'retired';
export type StoredKey = { readonly keyId: number; readonly sealedMaterial: string; readonly state: KeyState };

/** Held to the end of the transaction by whoever changes keys: two processes make one first key. */
export async function lockKeys(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('safiri ticket keys', 0))`.execute(tx);
}

/** Newest first; a ring holds at most 64 keys. */
export async function listKeys(tx: Tx): Promise<StoredKey[]> {
  const { rows } = await sql<StoredKey>`
    select key_id as "keyId", sealed_material as "sealedMaterial", state from ticket_keys order by key_id desc limit 64`.execute(
    tx,
  );
  return rows;
}

export async function insertKey(tx: Tx, key: StoredKey): Promise<void> {
  await sql`insert into ticket_keys (key_id, sealed_material, state) values (${key.keyId}, ${key.sealedMaterial}, ${key.state})`.execute(
    tx,
  );
}

export async function updateKey(tx: Tx, key: StoredKey): Promise<void> {
  await sql`update ticket_keys set state = ${key.state}, sealed_material = ${key.sealedMaterial} where key_id = ${key.keyId}`.execute(
    tx,
  );
}
