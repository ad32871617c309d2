import type { endMyOtherSessions, endMySession, listMySessions, OutputOf, signOut } from '@safiri/contracts';
import { DomainError } from '@safiri/kernel';
import { asService, transaction, type RequestOf } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { findDevice } from '../devices/device-queries.ts';
import { endSessions } from './end-sessions.ts';
import { hashOfToken } from './refresh-token.ts';
import { isOwnSession, listSessions, lockOwnSession, lockRefreshToken, lockSessionsOf } from './session-queries.ts';

export async function listOwnSessions(
  ctx: Ctx,
  { actor }: RequestOf<typeof listMySessions>,
): Promise<OutputOf<typeof listMySessions>> {
  const wanted = { subjectId: actor.subjectId, currentId: actor.sessionId, now: ctx.clock.now() };
  const sessions = await transaction(
    ctx.db,
    { kind: 'passenger', id: actor.subjectId },
    async (tx) => await listSessions(tx, wanted),
  );
  return { sessions };
}

export async function endOwnSession(
  ctx: Ctx,
  { actor, params: { sessionId } }: RequestOf<typeof endMySession>,
): Promise<undefined> {
  await transaction(ctx.db, asService, async (tx) => {
    if (!(await isOwnSession(tx, actor.subjectId, sessionId)))
      throw new DomainError('NOT_FOUND', 'You are not signed in there.');
    const sessionIds = await lockOwnSession(tx, actor.subjectId, sessionId);
    await endSessions(ctx, tx, { sessionIds, because: 'ended-elsewhere' });
  });
}

export async function endOtherSessions(ctx: Ctx, { actor }: RequestOf<typeof endMyOtherSessions>): Promise<undefined> {
  await transaction(ctx.db, asService, async (tx) => {
    const sessionIds = await lockSessionsOf(tx, actor.subjectId, actor.sessionId);
    await endSessions(ctx, tx, { sessionIds, because: 'ended-elsewhere' });
  });
}

/**
 * Whoever holds a token of the session may end it, and of a session on a device, whoever holds its key too; the answer tells
 * nobody whether it was one.
 */
export async function endSessionOfToken(ctx: Ctx, { body, provenKey }: RequestOf<typeof signOut>): Promise<undefined> {
  await transaction(ctx.db, asService, async (tx) => {
    const found = await lockRefreshToken(tx, hashOfToken(body.refreshToken));
    if (found === undefined || found.endedAt !== null) return;
    if (found.pairedDeviceId !== null && (await findDevice(tx, found.pairedDeviceId))?.keyThumbprint !== provenKey)
      return;
    await endSessions(ctx, tx, { sessionIds: [found.sessionId], because: 'signed-out' });
  });
}
