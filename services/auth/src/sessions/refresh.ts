import { assert, DomainError } from '@safiri/kernel';
import type { refreshSession, SessionTokens } from '@safiri/contracts';
import { asService, transaction, type RequestOf, type Tx } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { findDevice, markDeviceSeen, type StoredDevice } from '../devices/device-queries.ts';
import { getNewestRevocation } from '../revocations/revocation-queries.ts';
import { refreshTokenReused } from '../telemetry.ts';
import { clientOf, isSameClient, type Client } from './client.ts';
import { endSessions } from './end-sessions.ts';
import { findAccountSubject, issueTokens, type Subject, type TokenGrounds } from './issue-tokens.ts';
import { hashOfToken, makeRefreshToken, sealerOfToken } from './refresh-token.ts';
import { limitsOf } from './session-limits.ts';
import {
  insertRefreshToken,
  lockRefreshToken,
  markSessionUsed,
  markTokenUsed,
  type FoundToken,
} from './session-queries.ts';

/**
 * Carries a session on. A token is good for one use: the same again within seconds from the same client is a second tab or
 * a lost answer and gets the same successor, so that there is never more than one line of tokens; any other second use
 * means that two have the token, and ends the session for both.
 */
export async function refresh(ctx: Ctx, request: RequestOf<typeof refreshSession>): Promise<SessionTokens> {
  const client = clientOf(request);
  const grounds = await transaction(ctx.db, asService, async (tx) => {
    const newestRevocation = await getNewestRevocation(tx);
    const shown = { token: request.body.refreshToken, client, provenKey: request.provenKey, repeats: mostRepeats };
    const carried = await carryOn(ctx, tx, shown);
    return carried === undefined ? undefined : { ...carried, newestRevocation };
  });
  // Refused only now: what ended the session must be kept.
  if (grounds === undefined) throw new DomainError('SESSION_OVER', 'This session is over. Sign in again.');
  return await issueTokens(ctx, grounds);
}

type Shown = {
  readonly token: string;
  readonly client: Client;
  readonly provenKey: string | null;
  readonly repeats: number;
};
type Carried = Omit<TokenGrounds, 'newestRevocation'>;

/** Successors of successors that all were used within the grace: tabs that refresh one after the other. */
const mostRepeats = 5;

async function carryOn(ctx: Ctx, tx: Tx, shown: Shown): Promise<Carried | undefined> {
  const found = await lockRefreshToken(tx, hashOfToken(shown.token));
  const now = ctx.clock.now();
  if (found === undefined || found.endedAt !== null || found.refreshBy <= now) return undefined;
  const device = await findBoundDevice(tx, found, shown);
  const subject = await findSubject(tx, found, device);
  if (subject === undefined || hasLeft(subject)) return undefined;
  const step = { found, subject, shown };
  if (found.usedAt === null) return await rotate(ctx, tx, step);
  if (found.sealedSuccessor === null || !mayRepeat(ctx, found, shown)) {
    refreshTokenReused(ctx.log, { sessionId: found.sessionId, subjectId: found.subjectId });
    await endSessions(ctx, tx, { sessionIds: [found.sessionId], because: 'token-reused' });
    return undefined;
  }
  return await repeat(ctx, tx, step);
}

function mayRepeat(ctx: Ctx, found: FoundToken, shown: Shown): boolean {
  const usedMilliseconds = ctx.clock.now().getTime() - (found.usedAt?.getTime() ?? 0);
  const isInTime = usedMilliseconds <= ctx.config.REFRESH_GRACE_SECONDS * 1000;
  return isInTime && shown.repeats > 0 && isSameClient(found, shown.client);
}

type Step = { readonly found: FoundToken; readonly subject: Subject; readonly shown: Shown };

async function rotate(ctx: Ctx, tx: Tx, { found, subject, shown }: Step): Promise<Carried> {
  const now = ctx.clock.now();
  const { idleSeconds } = limitsOf(ctx.config, subject);
  const refreshBy = new Date(Math.min(now.getTime() + idleSeconds * 1000, found.endsAt.getTime()));
  const refreshToken = makeRefreshToken();
  const sealedSuccessor = sealerOfToken(shown.token).seal(refreshToken);
  await markTokenUsed(tx, { tokenHash: hashOfToken(shown.token), sealedSuccessor, now });
  await insertRefreshToken(tx, found.sessionId, hashOfToken(refreshToken));
  await markSessionUsed(tx, { ...shown.client, sessionId: found.sessionId, now, refreshBy });
  if (found.pairedDeviceId !== null) await markDeviceSeen(tx, found.pairedDeviceId, now);
  return { subject, sessionId: found.sessionId, refreshToken, refreshBy };
}

/** Nothing is written: the token that came after is told again, or the one after that. */
async function repeat(ctx: Ctx, tx: Tx, { found, subject, shown }: Step): Promise<Carried | undefined> {
  const token = sealerOfToken(shown.token).open(found.sealedSuccessor ?? '');
  const successor = await lockRefreshToken(tx, hashOfToken(token));
  if (successor?.usedAt === null)
    return { subject, sessionId: found.sessionId, refreshToken: token, refreshBy: found.refreshBy };
  return await carryOn(ctx, tx, { ...shown, token, repeats: shown.repeats - 1 });
}

/** A session of a device is carried on by that device alone: whoever took its token cannot even end it. */
async function findBoundDevice(tx: Tx, found: FoundToken, { provenKey }: Shown): Promise<StoredDevice | null> {
  if (found.pairedDeviceId === null) return null;
  const device = await findDevice(tx, found.pairedDeviceId);
  assert(device !== undefined, 'a session is bound to a device that is there');
  if (device.keyThumbprint !== provenKey)
    throw new DomainError('PROOF_INVALID', 'Prove that you hold the key of the device that this session is bound to.');
  return device;
}

/** Whether somebody works for another company now than the one whose device they signed in on. */
function hasLeft(subject: Subject): boolean {
  if (subject.kind === 'guest' || subject.device === null) return false;
  return subject.account.companyId !== subject.device.companyId;
}

/** As it stands now: a role that changed since is in the next token. Undefined when the account is gone. */
async function findSubject(tx: Tx, found: FoundToken, device: StoredDevice | null): Promise<Subject | undefined> {
  if (found.kind === 'guest') return { kind: 'guest', subjectId: found.subjectId };
  return await findAccountSubject(tx, found.subjectId, device);
}
