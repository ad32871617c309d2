import { sql } from 'kysely';
import type { JWK } from 'jose';
import {
  asService,
  accessKeyPrefix,
  createSealer,
  generateSigningKeyPem,
  signingKeyFromPem,
  transaction,
  type Database,
  type SigningKey,
  type Tx,
} from '@safiri/runtime';

/** The key that signs access tokens, and the public halves of all that tokens may still carry. */
export type AccessKeys = { readonly current: SigningKey; readonly publicJwks: readonly JWK[] };

type StoredKey = { readonly sealedPem: string; readonly publicJwk: JWK; readonly retired: boolean };

/** Reads the keys; the first process ever makes the first one, however many start together. */
export async function openAccessKeys(db: Database, encryptionKey: string): Promise<AccessKeys> {
  const sealer = createSealer(encryptionKey);
  const stored = await transaction(db, asService, async (tx) => {
    await sql`select pg_advisory_xact_lock(hashtextextended('safiri access keys', 0))`.execute(tx);
    const keys = await listKeys(tx);
    if (keys.some((key) => !key.retired)) return keys;
    const pem = generateSigningKeyPem();
    const made = signingKeyFromPem(pem, accessKeyPrefix);
    await sql`insert into signing_keys (kid, sealed_pem, public_jwk) values (${made.kid}, ${sealer.seal(pem)}, ${JSON.stringify(made.publicJwk)}::jsonb)`.execute(
      tx,
    );
    return await listKeys(tx);
  });
  const current = stored.find((key) => !key.retired);
  if (current === undefined) throw new Error('Bug: no key signs access tokens');
  return {
    current: signingKeyFromPem(sealer.open(current.sealedPem), accessKeyPrefix),
    publicJwks: stored.map((key) => key.publicJwk),
  };
}

/** Retired keys are listed for 90 days: the longest life a token can be given. */
async function listKeys(tx: Tx): Promise<StoredKey[]> {
  const { rows } = await sql<StoredKey>`
    select sealed_pem as "sealedPem", public_jwk as "publicJwk", retired_at is not null as retired from signing_keys
     where retired_at is null or retired_at > now() - interval '90 days' order by created_at desc limit 20`.execute(tx);
  return rows;
}
