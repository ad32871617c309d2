import { sql } from 'kysely';
import type { OwnSession } from '@safiri/contracts';
import type { Tx } from '@safiri/runtime';
import type { Client } from './client.ts';

/** More places than a person signs in at; with one more, the one used longest ago is ended. */
export const mostSessions = 50;

export type NewSession = Client & {
  readonly sessionId: string;
  readonly subjectId: string;
  readonly kind: 'account' | 'guest';
  readonly now: Date;
  readonly refreshBy: Date;
  readonly endsAt: Date;
  /** The device that alone has it. */
  readonly pairedDeviceId: string | null;
  /** What its holder has shown; nothing of a guest. */
  readonly provenBy: readonly string[];
};

export async function insertSession(tx: Tx, session: NewSession): Promise<void> {
  await sql`
    insert into sessions (session_id, subject_id, kind, label, device_id, created_at, last_used_at, refresh_by, ends_at,
                          paired_device_id, proven_at, proven_by)
    values (${session.sessionId}, ${session.subjectId}, ${session.kind}, ${session.label}, ${session.deviceId},
            ${session.now}, ${session.now}, ${session.refreshBy}, ${session.endsAt}, ${session.pairedDeviceId},
            ${session.kind === 'guest' ? null : session.now}, ${session.provenBy}::text[])`.execute(tx);
}

export async function insertRefreshToken(tx: Tx, sessionId: string, tokenHash: Buffer): Promise<void> {
  await sql`insert into refresh_tokens (token_hash, session_id) values (${tokenHash}, ${sessionId})`.execute(tx);
}

/** A refresh token as it stands, with its session. */
export type FoundToken = Client & {
  readonly sessionId: string;
  readonly subjectId: string;
  readonly kind: 'account' | 'guest';
  readonly refreshBy: Date;
  readonly endsAt: Date;
  readonly endedAt: Date | null;
  readonly usedAt: Date | null;
  readonly sealedSuccessor: string | null;
  readonly pairedDeviceId: string | null;
};

/** Both rows are locked: of two who use a token at once, the second sees what the first has done. */
export async function lockRefreshToken(tx: Tx, tokenHash: Buffer): Promise<FoundToken | undefined> {
  const { rows } = await sql<FoundToken>`
    select s.session_id as "sessionId", s.subject_id as "subjectId", s.kind, s.label, s.device_id as "deviceId",
           s.refresh_by as "refreshBy", s.ends_at as "endsAt", s.ended_at as "endedAt",
           t.used_at as "usedAt", t.sealed_successor as "sealedSuccessor", s.paired_device_id as "pairedDeviceId"
      from refresh_tokens t join sessions s on s.session_id = t.session_id
     where t.token_hash = ${tokenHash}
       for update`.execute(tx);
  return rows[0];
}

export async function markTokenUsed(
  tx: Tx,
  used: { readonly tokenHash: Buffer; readonly sealedSuccessor: string; readonly now: Date },
): Promise<void> {
  await sql`
    update refresh_tokens set used_at = ${used.now}, sealed_successor = ${used.sealedSuccessor}
     where token_hash = ${used.tokenHash}`.execute(tx);
}

export async function markSessionUsed(
  tx: Tx,
  used: Client & { readonly sessionId: string; readonly now: Date; readonly refreshBy: Date },
): Promise<void> {
  await sql`
    update sessions
       set last_used_at = ${used.now}, refresh_by = ${used.refreshBy}, label = ${used.label}, device_id = ${used.deviceId}
     where session_id = ${used.sessionId}`.execute(tx);
}

export async function listSessions(
  tx: Tx,
  wanted: { readonly subjectId: string; readonly currentId: string; readonly now: Date },
): Promise<OwnSession[]> {
  const { rows } = await sql<Omit<OwnSession, 'createdAt' | 'lastUsedAt'> & { createdAt: Date; lastUsedAt: Date }>`
    select session_id as "sessionId", label, created_at as "createdAt", last_used_at as "lastUsedAt",
           session_id = ${wanted.currentId} as current
      from sessions
     where subject_id = ${wanted.subjectId} and ended_at is null and refresh_by > ${wanted.now}
     order by last_used_at desc, session_id limit ${mostSessions}`.execute(tx);
  return rows.map((row) => ({
    ...row,
    createdAt: row.createdAt.toISOString(),
    lastUsedAt: row.lastUsedAt.toISOString(),
  }));
}

/** Those beyond what an account may have, used longest ago; locked in the order of their ids, as all that end sessions do. */
export async function lockSurplusSessions(tx: Tx, subjectId: string): Promise<string[]> {
  return await lockSessions(
    tx,
    sql`session_id in (
      select session_id from sessions where subject_id = ${subjectId} and ended_at is null
       order by last_used_at desc, session_id desc offset ${mostSessions} limit 100)`,
  );
}

/** All of a subject that are not over, without one that is to stay. */
export async function lockSessionsOf(tx: Tx, subjectId: string, exceptId: string | null): Promise<string[]> {
  return await lockSessions(
    tx,
    sql`subject_id = ${subjectId} and ended_at is null and session_id is distinct from ${exceptId}::uuid`,
  );
}

/** Whoever works with a device: one person, or nobody. */
export async function lockSessionsOfDevice(tx: Tx, deviceId: string): Promise<string[]> {
  return await lockSessions(tx, sql`paired_device_id = ${deviceId} and ended_at is null`);
}

/** A person's sessions on devices, which were begun with their PIN. */
export async function lockDeviceSessionsOf(tx: Tx, subjectId: string): Promise<string[]> {
  return await lockSessions(tx, sql`subject_id = ${subjectId} and paired_device_id is not null and ended_at is null`);
}

/** That session in a list, unless it is over or somebody else's. */
export async function lockOwnSession(tx: Tx, subjectId: string, sessionId: string): Promise<string[]> {
  return await lockSessions(tx, sql`session_id = ${sessionId} and subject_id = ${subjectId} and ended_at is null`);
}

async function lockSessions(tx: Tx, which: ReturnType<typeof sql>): Promise<string[]> {
  const { rows } = await sql<{ sessionId: string }>`
    select session_id as "sessionId" from sessions where ${which} order by session_id limit 200 for update`.execute(tx);
  return rows.map((row) => row.sessionId);
}

export type EndReason =
  | 'signed-out'
  | 'ended-elsewhere'
  | 'token-reused'
  | 'too-many'
  | 'account-closed'
  | 'password-changed';

export async function markSessionsEnded(
  tx: Tx,
  ended: { readonly sessionIds: readonly string[]; readonly because: EndReason; readonly now: Date },
): Promise<void> {
  await sql`
    update sessions set ended_at = ${ended.now}, ended_because = ${ended.because}
     where session_id = any(${ended.sessionIds}::uuid[]) and ended_at is null`.execute(tx);
}

export async function isOwnSession(tx: Tx, subjectId: string, sessionId: string): Promise<boolean> {
  const { rows } =
    await sql`select 1 from sessions where session_id = ${sessionId} and subject_id = ${subjectId}`.execute(tx);
  return rows.length > 0;
}
