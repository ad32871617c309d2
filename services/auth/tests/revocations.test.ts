import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  createStaff,
  endMyOtherSessions,
  getMyAccount,
  listRevocations,
  refreshSession,
  type Revocation,
} from '@safiri/contracts';
import { newId } from '@safiri/kernel';
import { asService, transaction } from '@safiri/runtime';
import { revoke } from '../src/revocations/revoke.ts';
import { openAuthBed, password, valueOf, type AuthBed } from './auth-bed.ts';

let bed: AuthBed;
beforeAll(async () => {
  bed = await openAuthBed();
});
afterAll(async () => await bed.close());

const later = (seconds: number): void => bed.bed.deps.clock.advanceSeconds(seconds);
const runJob = async (name: string): Promise<void> => {
  await bed.auth.jobs.find((job) => job.name === name)?.run();
};
/** Takes back as auth does it, without a use case around it. */
const takeBack = async (kind: Revocation['kind'], ids: readonly string[]): Promise<void> => {
  const { deps } = bed.bed;
  const ctx = { clock: deps.clock, config: { ACCESS_TOKEN_MINUTES: 10 } };
  await transaction(deps.db, asService, async (tx) => await revoke(ctx, tx, { kind, ids }));
};
const kept = async () => await bed.bed.admin<{ number: number }>('select number from auth.revocations order by number');

it('a session that was ended is refused by another service after its next read, although it knows the token', async () => {
  const { verifier, revocations } = bed.payment;
  const session = await bed.register();
  const other = await bed.signIn(session.account.email ?? '');
  for (const { accessToken } of [session, other]) expect(await verifier.verifyAccess(accessToken)).toBeDefined();
  expect(verifier.recallAccess(other.accessToken)).toBeDefined();
  await bed.as(session.accessToken)(endMyOtherSessions, {});
  await revocations.read();
  expect(verifier.recallAccess(other.accessToken)).toBeUndefined();
  expect(await verifier.verifyAccess(other.accessToken)).toBeUndefined();
  expect(verifier.recallAccess(session.accessToken)).toBeDefined();
});

it('the news of a revocation says what the list says, and takes back as much', async () => {
  const session = await bed.guest();
  await takeBack('session', [session.sessionId]);
  const news = (await bed.bed.outbox()).findLast((entry) => entry.type === 'access-revoked');
  const page = await bed.auth.authority.listRevocations(0);
  expect(news?.payload).toEqual(page.revocations.at(-1));
  expect(news?.version).toBe(page.newest);
});

it('what an account was given before is taken back and what it is given then is good, in the same second', async () => {
  const session = await bed.register();
  const { verifier, revocations } = bed.payment;
  await takeBack('account', [session.account.accountId]);
  await revocations.read();
  expect(await verifier.verifyAccess(session.accessToken)).toBeUndefined();
  const { refreshToken } = session;
  const next = valueOf(await bed.as()(refreshSession, { body: { refreshToken } }));
  expect(await verifier.verifyAccess(next.accessToken)).toBeDefined();
});

it('revocations by many at once have numbers without a gap, and a reader misses none', async () => {
  const before = (await bed.auth.authority.listRevocations(0)).newest;
  const people = await Promise.all(Array.from({ length: 6 }, async () => await bed.guest()));
  await Promise.all(
    people.map(async ({ sessionId }) => {
      const revoking = takeBack('session', [sessionId, newId()]);
      await bed.payment.revocations.read();
      await revoking;
    }),
  );
  await bed.payment.revocations.read();
  const numbers = (await bed.auth.authority.listRevocations(before)).revocations.map(({ number }) => number);
  expect(numbers).toEqual(Array.from({ length: 12 }, (_, index) => before + index + 1));
  for (const { accessToken } of people) expect(await bed.payment.verifier.verifyAccess(accessToken)).toBeUndefined();
});

it('a revocation is kept until no token it takes back is in use, and numbers go on after it', async () => {
  expect((await kept()).length).toBeGreaterThan(0);
  const { newest } = await bed.auth.authority.listRevocations(0);
  later(10 * 60);
  await runJob('session-cleaning');
  expect((await kept()).length).toBeGreaterThan(0);
  later(61);
  await runJob('session-cleaning');
  expect(await kept()).toEqual([]);
  expect(await bed.auth.authority.listRevocations(0)).toEqual({ newest, revocations: [] });
});

it('is for services only', async () => {
  const { accessToken } = await bed.register();
  expect(await bed.as(accessToken)(listRevocations, { query: { since: 0 } })).toMatchObject({
    code: 'UNAUTHENTICATED',
  });
});

it('a service that could not read the list for half a minute refuses what is sensitive, and goes on with the rest', async () => {
  const companyId = newId();
  const identifier = `${companyId}@safiri.example`;
  await bed.auth.ensureAccount({ identifier, password, name: 'A', role: 'super-admin', companyId: null });
  const { accessToken } = await bed.signIn(identifier);
  const body = { companyId, email: `driver-${companyId}@bus.example`, name: 'D', password, role: 'driver' as const };
  await bed.revocations.read();
  later(31);
  expect(await bed.as(accessToken)(createStaff, { body })).toMatchObject({ ok: false, code: 'UNAVAILABLE' });
  expect((await bed.as(accessToken)(getMyAccount, {})).ok).toBe(true);
  await bed.revocations.read();
  expect((await bed.as(accessToken)(createStaff, { body })).ok).toBe(true);
});

it('a list that cannot be read keeps what it knows and says that it is old', async () => {
  const { revocations, verifier } = bed.payment;
  await revocations.read();
  const session = await bed.register();
  bed.setReachable(false);
  await expect(revocations.read()).rejects.toThrow('auth is away');
  later(29);
  expect(verifier.knowsRevocations()).toBe(true);
  later(2);
  expect(verifier.knowsRevocations()).toBe(false);
  expect(await verifier.verifyAccess(session.accessToken)).toBeDefined();
  bed.setReachable(true);
  await revocations.read();
  expect(verifier.knowsRevocations()).toBe(true);
});

it('sessions that are long over, and tokens that were long used, are forgotten; the others stay', async () => {
  const gone = await bed.guest();
  const used = await bed.guest();
  const next = valueOf(await bed.as()(refreshSession, { body: { refreshToken: used.refreshToken } }));
  const count = async (sessionId: string) =>
    await bed.bed.admin(
      `select count(*)::int as tokens, count(t.sealed_successor)::int as successors
         from auth.sessions s join auth.refresh_tokens t using (session_id) where session_id = $1`,
      [sessionId],
    );
  expect(await count(used.sessionId)).toEqual([{ tokens: 2, successors: 1 }]);
  later(61);
  await runJob('session-cleaning');
  expect(await count(used.sessionId)).toEqual([{ tokens: 2, successors: 0 }]);
  later(40 * 86_400);
  await runJob('session-cleaning');
  expect(await count(used.sessionId)).toEqual([{ tokens: 1, successors: 0 }]);
  const last = valueOf(await bed.as()(refreshSession, { body: { refreshToken: next.refreshToken } }));
  later(85 * 86_400);
  await runJob('session-cleaning');
  expect(await count(gone.sessionId)).toEqual([{ tokens: 0, successors: 0 }]);
  expect((await bed.as()(refreshSession, { body: { refreshToken: last.refreshToken } })).ok).toBe(true);
});
