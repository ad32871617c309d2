import { sql } from 'kysely';
import type { Tx } from '@safiri/runtime';
import type { StoredChallenge } from './challenge.ts';

export async function insertChallenge(tx: Tx, challenge: StoredChallenge, now: Date): Promise<void> {
  const { identifier } = challenge;
  await sql`
    insert into challenges (token_hash, purpose, account_id, session_id, identifier_kind, identifier, locale, proven, factors,
                            code_hash, tries_left, created_at, expires_at)
    values (${challenge.tokenHash}, ${challenge.purpose}, ${challenge.accountId}, ${challenge.sessionId},
            ${identifier?.kind ?? null}, ${identifier?.value ?? null}, ${challenge.locale}, ${challenge.proven}::text[],
            ${challenge.factors}::text[], ${challenge.codeHash}, ${challenge.triesLeft}, ${now}, ${challenge.expiresAt})`.execute(
    tx,
  );
}

/** The row is locked, so that of two right answers at once one is taken; undefined when it is over or there is none. */
export async function lockChallenge(
  tx: Tx,
  wanted: { readonly tokenHash: Buffer; readonly now: Date },
): Promise<StoredChallenge | undefined> {
  const { rows } = await sql<StoredChallenge>`
    select token_hash as "tokenHash", purpose, account_id as "accountId", session_id as "sessionId", locale, proven, factors,
           case when identifier is not null then jsonb_build_object('kind', identifier_kind, 'value', identifier) end as identifier,
           code_hash as "codeHash", tries_left as "triesLeft", expires_at as "expiresAt"
      from challenges
     where token_hash = ${wanted.tokenHash} and taken_at is null and expires_at > ${wanted.now}
       for update`.execute(tx);
  return rows[0];
}

export async function setChallengeCode(tx: Tx, tokenHash: Buffer, codeHash: Buffer): Promise<void> {
  await sql`update challenges set code_hash = ${codeHash} where token_hash = ${tokenHash}`.execute(tx);
}

export async function spendChallengeTry(tx: Tx, tokenHash: Buffer): Promise<void> {
  await sql`update challenges set tries_left = tries_left - 1 where token_hash = ${tokenHash}`.execute(tx);
}

export async function markChallengeTaken(tx: Tx, tokenHash: Buffer, now: Date): Promise<void> {
  await sql`update challenges set taken_at = ${now} where token_hash = ${tokenHash}`.execute(tx);
}

/** What was begun with an old password, or by who had an old second factor, is not finished. */
export async function dropChallengesOf(tx: Tx, accountId: string, now: Date): Promise<void> {
  await sql`update challenges set taken_at = ${now} where account_id = ${accountId} and taken_at is null`.execute(tx);
}
