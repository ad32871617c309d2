import { assert, newId } from '@safiri/kernel';
import type { Account, Session, SessionTokens } from '@safiri/contracts';
import { asService, transaction, type Tx } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import type { StoredDevice } from '../devices/device-queries.ts';
import { getNewestRevocation } from '../revocations/revocation-queries.ts';
import type { Client } from './client.ts';
import { endSessions } from './end-sessions.ts';
import { findAccountSubject, issueTokens, type Subject, type TokenGrounds } from './issue-tokens.ts';
import { hashOfToken, makeRefreshToken } from './refresh-token.ts';
import { limitsOf } from './session-limits.ts';
import { insertRefreshToken, insertSession, lockSurplusSessions } from './session-queries.ts';

export type Opening = {
  readonly accountId: string;
  readonly client: Client;
  /** The device that alone has the session, if one has. */
  readonly device: StoredDevice | null;
  /** What its holder has shown, by the names of factors. */
  readonly provenBy: readonly string[];
};
/** A session that a transaction has opened. */
export type OpenedSession = { readonly grounds: TokenGrounds; readonly account: Account };

/** Signs an account in. Always a session of its own: one that a browser brought along may have been planted there. */
export async function openAccountSessionIn(ctx: Ctx, tx: Tx, opening: Opening): Promise<OpenedSession> {
  const { accountId, client, device, provenBy } = opening;
  // Before the account: what is taken back after this number is not in what is read of it.
  const newestRevocation = await getNewestRevocation(tx);
  const subject = await findAccountSubject(tx, accountId, device);
  assert(subject !== undefined, 'who signs in has an account');
  const grounds = await open(ctx, tx, { subject, newestRevocation, client, provenBy });
  await endSessions(ctx, tx, { sessionIds: await lockSurplusSessions(tx, accountId), because: 'too-many' });
  return { grounds, account: subject.account };
}

export async function sessionOf(ctx: Ctx, { grounds, account }: OpenedSession): Promise<Session> {
  return { ...(await issueTokens(ctx, grounds)), account };
}

/** A guest is told apart from others by a random id, and lives as long as their session. */
export async function openGuestSession(ctx: Ctx, subjectId: string, client: Client): Promise<SessionTokens> {
  const grounds = await transaction(ctx.db, asService, async (tx) => {
    const newestRevocation = await getNewestRevocation(tx);
    return await open(ctx, tx, { subject: { kind: 'guest', subjectId }, newestRevocation, client, provenBy: [] });
  });
  return await issueTokens(ctx, grounds);
}

async function open(
  ctx: Ctx,
  tx: Tx,
  wanted: {
    readonly subject: Subject;
    readonly newestRevocation: number;
    readonly client: Client;
    readonly provenBy: readonly string[];
  },
): Promise<TokenGrounds> {
  const { subject, newestRevocation, client, provenBy } = wanted;
  const now = ctx.clock.now();
  const after = (seconds: number): Date => new Date(now.getTime() + seconds * 1000);
  const limits = limitsOf(ctx.config, subject);
  const refreshBy = after(Math.min(limits.idleSeconds, limits.wholeSeconds));
  const subjectId = subject.kind === 'guest' ? subject.subjectId : subject.account.accountId;
  const [sessionId, refreshToken] = [newId(), makeRefreshToken()];
  const endsAt = after(limits.wholeSeconds);
  await insertSession(tx, {
    ...client,
    sessionId,
    subjectId,
    kind: subject.kind,
    now,
    refreshBy,
    endsAt,
    provenBy,
    pairedDeviceId: subject.kind === 'guest' ? null : (subject.device?.deviceId ?? null),
  });
  await insertRefreshToken(tx, sessionId, hashOfToken(refreshToken));
  return { subject, sessionId, newestRevocation, refreshToken, refreshBy };
}
