import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  endMyOtherSessions,
  endMySession,
  getMyAccount,
  listMySessions,
  refreshSession,
  signOut,
  type Session,
  type SessionTokens,
} from '@safiri/contracts';
import { newId } from '@safiri/kernel';
import { signInBy } from '@safiri/testkit';
import { chrome, firefox, openAuthBed, password, valueOf, type AuthBed } from './auth-bed.ts';

let bed: AuthBed;
beforeAll(async () => {
  bed = await openAuthBed();
});
afterAll(async () => await bed.close());

const refreshed = async (refreshToken: string, userAgent = firefox, deviceId?: string) =>
  await bed.as(undefined, userAgent, deviceId)(refreshSession, { body: { refreshToken } });
const over = { ok: false, code: 'SESSION_OVER' };
const later = (seconds: number): void => bed.bed.deps.clock.advanceSeconds(seconds);
const isLetIn = async ({ accessToken }: SessionTokens): Promise<boolean> => {
  await bed.revocations.read();
  return (await bed.as(accessToken)(getMyAccount, {})).ok;
};
const signInAgain = async ({ account }: Session, userAgent?: string): Promise<Session> =>
  await bed.signIn(account.email ?? '', userAgent);

describe('a session', () => {
  it('is carried on by its refresh token, each time with another, and its access tokens run out after ten minutes', async () => {
    const session = await bed.register();
    expect(await isLetIn(session)).toBe(true);
    later(606);
    expect(await isLetIn(session)).toBe(false);
    const next = valueOf(await refreshed(session.refreshToken));
    expect(next.sessionId).toBe(session.sessionId);
    expect(next.refreshToken).not.toBe(session.refreshToken);
    expect(await isLetIn(next)).toBe(true);
  });

  it('is stored without anything that opens it', async () => {
    const session = await bed.register();
    const next = valueOf(await refreshed(session.refreshToken));
    const rows = await bed.bed.admin(
      "select encode(token_hash, 'base64') as hash, sealed_successor from auth.refresh_tokens",
    );
    for (const secret of [session, next].map(({ refreshToken }) => refreshToken)) {
      expect(JSON.stringify(rows)).not.toContain(secret);
      expect(JSON.stringify(rows)).not.toContain(Buffer.from(secret, 'base64url').toString('base64').slice(0, 40));
    }
  });

  it('ends when it is not used for as long as is set, and at its end however much it is used', async () => {
    const idle = await bed.register();
    later(31 * 86_400);
    expect(await refreshed(idle.refreshToken)).toMatchObject(over);
    let used: SessionTokens = await bed.register();
    for (let month = 0; month < 6; month += 1) {
      later(29.9 * 86_400);
      used = valueOf(await refreshed(used.refreshToken));
    }
    later(86_400);
    expect(await refreshed(used.refreshToken)).toMatchObject(over);
  });

  it('of staff ends sooner', async () => {
    const session = await bed.signIn(await bed.staffAddress());
    later(13 * 3_600);
    expect(await refreshed(session.refreshToken)).toMatchObject(over);
  });

  it('of a guest keeps its subject for months', async () => {
    const guest = await bed.guest();
    later(80 * 86_400);
    const next = valueOf(await refreshed(guest.refreshToken));
    expect(await bed.verifier.verifyAccess(next.accessToken)).toMatchObject({ sub: guest.guestId, kind: 'guest' });
  });

  it('is another one at each sign-in, whatever the browser brought along', async () => {
    const planted = await bed.guest();
    const session = await bed.register();
    const identifier = session.account.email ?? '';
    const again = await signInBy(bed.as(planted.accessToken), bed.codes, { identifier, password });
    expect(new Set([planted.sessionId, session.sessionId, again.sessionId]).size).toBe(3);
    expect(valueOf(await refreshed(planted.refreshToken)).sessionId).toBe(planted.sessionId);
  });

  it('that was carried on says what the account may do now', async () => {
    const session = await bed.register();
    await bed.bed.admin('insert into auth.staff (account_id) values ($1)', [session.account.accountId]);
    const next = valueOf(await refreshed(session.refreshToken));
    expect(await bed.verifier.verifyAccess(next.accessToken)).toMatchObject({ platform: true });
  });
});

describe('a refresh token that is used twice', () => {
  it('within seconds by the same client gets the same successor, however many ask at once', async () => {
    const { refreshToken } = await bed.guest();
    const answers = await Promise.all(Array.from({ length: 8 }, async () => await refreshed(refreshToken)));
    const successors = new Set(answers.map((answer) => valueOf(answer).refreshToken));
    expect(successors.size).toBe(1);
    later(50);
    expect(valueOf(await refreshed(refreshToken)).refreshToken).toBe([...successors][0]);
  });

  it('within seconds gets the newest where others went on meanwhile', async () => {
    const first = await bed.guest();
    const second = valueOf(await refreshed(first.refreshToken));
    const third = valueOf(await refreshed(second.refreshToken));
    expect(valueOf(await refreshed(first.refreshToken)).refreshToken).toBe(third.refreshToken);
  });

  it('later ends the session for whoever has it', async () => {
    const session = await bed.register();
    const next = valueOf(await refreshed(session.refreshToken));
    later(61);
    expect(await refreshed(session.refreshToken)).toMatchObject(over);
    expect(await refreshed(next.refreshToken)).toMatchObject(over);
    expect(await isLetIn(next)).toBe(false);
  });

  it('by another browser ends the session at once, also when both come at the same moment', async () => {
    const session = await bed.register();
    const answers = await Promise.all([
      refreshed(session.refreshToken, firefox),
      refreshed(session.refreshToken, chrome),
    ]);
    expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
    const kept = answers.find((answer) => answer.ok);
    expect(await refreshed(kept?.ok === true ? kept.value.refreshToken : '')).toMatchObject({ ok: false });
  });

  it('by another device ends the session too', async () => {
    const device = newId();
    const session = await bed.register();
    await refreshed(session.refreshToken, firefox, device);
    expect(await refreshed(session.refreshToken, firefox, newId())).toMatchObject(over);
  });

  it('within seconds by a device that writes its id in capitals gets the same successor', async () => {
    const device = newId().toUpperCase();
    const session = await bed.register();
    const next = valueOf(await refreshed(session.refreshToken, firefox, device));
    const again = valueOf(await refreshed(session.refreshToken, firefox, device));
    expect(again.refreshToken).toBe(next.refreshToken);
  });

  it('by a thief who looks like the owner comes out at the next use of either', async () => {
    const session = await bed.guest();
    const [owner, thief] = [
      valueOf(await refreshed(session.refreshToken)),
      valueOf(await refreshed(session.refreshToken)),
    ];
    later(600);
    const onwards = valueOf(await refreshed(thief.refreshToken));
    later(61);
    expect(await refreshed(owner.refreshToken)).toMatchObject(over);
    expect(await refreshed(onwards.refreshToken)).toMatchObject(over);
  });

  it('leaves all other sessions of the account alone', async () => {
    const session = await bed.register();
    const other = await signInAgain(session);
    await refreshed(session.refreshToken);
    later(61);
    await refreshed(session.refreshToken);
    expect((await refreshed(other.refreshToken)).ok).toBe(true);
  });
});

describe('one’s sessions', () => {
  const listed = async ({ accessToken }: SessionTokens) =>
    valueOf(await bed.as(accessToken)(listMySessions, {})).sessions;

  it('are listed with what they are used with, the last used first', async () => {
    const phone = await bed.register(chrome);
    later(5);
    const desk = await signInAgain(phone, firefox);
    expect(await listed(desk)).toMatchObject([
      { sessionId: desk.sessionId, label: 'Firefox, Linux', current: true },
      { sessionId: phone.sessionId, label: 'Chrome, Android', current: false },
    ]);
    later(5);
    const onwards = valueOf(await refreshed(phone.refreshToken, chrome));
    expect((await listed(onwards)).map(({ sessionId }) => sessionId)).toEqual([phone.sessionId, desk.sessionId]);
  });

  it('end one by one, twice is once, and nobody ends those of others', async () => {
    const mine = await bed.register();
    const other = await signInAgain(mine);
    const stranger = await bed.register();
    const end = async (by: SessionTokens, { sessionId }: SessionTokens) =>
      await bed.as(by.accessToken)(endMySession, { params: { sessionId } });
    expect(await end(stranger, mine)).toMatchObject({ ok: false, code: 'NOT_FOUND' });
    expect((await end(mine, other)).ok).toBe(true);
    expect((await end(mine, other)).ok).toBe(true);
    expect(await isLetIn(other)).toBe(false);
    expect(await refreshed(other.refreshToken)).toMatchObject(over);
    expect(await isLetIn(mine)).toBe(true);
    expect(await listed(mine)).toHaveLength(1);
  });

  it('end all but the one that asks', async () => {
    const mine = await bed.register();
    const others = [await signInAgain(mine), await signInAgain(mine)];
    expect((await bed.as(mine.accessToken)(endMyOtherSessions, {})).ok).toBe(true);
    expect(await Promise.all(others.map(isLetIn))).toEqual([false, false]);
    expect(await isLetIn(mine)).toBe(true);
  });

  it('end by signing out, also with a token that was used before; what is no token is answered alike', async () => {
    const session = await bed.register();
    const next = valueOf(await refreshed(session.refreshToken));
    const leave = async (refreshToken: string) => await bed.as()(signOut, { body: { refreshToken } });
    expect((await leave(session.refreshToken)).ok).toBe(true);
    expect((await leave(session.refreshToken)).ok).toBe(true);
    expect((await leave('x'.repeat(43))).ok).toBe(true);
    expect(await isLetIn(next)).toBe(false);
    expect(await refreshed(next.refreshToken)).toMatchObject(over);
  });

  it('are fifty at most: one more ends the one used longest ago', async () => {
    const first = await bed.register();
    await bed.bed.admin(
      `insert into auth.sessions (session_id, subject_id, kind, label, created_at, last_used_at, refresh_by, ends_at)
       select gen_random_uuid(), subject_id, kind, 'many', created_at, last_used_at + interval '1 s', refresh_by, ends_at
         from auth.sessions, generate_series(1, 49) where session_id = $1`,
      [first.sessionId],
    );
    later(2);
    const newest = await signInAgain(first);
    expect(await listed(newest)).toHaveLength(50);
    expect(await refreshed(first.refreshToken)).toMatchObject(over);
  });
});

it('what is no refresh token, or nobody’s, is refused', async () => {
  expect(await refreshed('x'.repeat(43))).toMatchObject(over);
  expect(await refreshed('x')).toMatchObject({ ok: false, code: 'VALIDATION_FAILED' });
  const session = await bed.register();
  expect(await refreshed(session.accessToken.slice(0, 43))).toMatchObject({ ok: false });
});
