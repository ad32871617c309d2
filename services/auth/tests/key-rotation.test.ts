import { decodeProtectedHeader } from 'jose';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { getMyAccount, refreshSession, type SessionTokens } from '@safiri/contracts';
import { openAuthBed, valueOf, type AuthBed } from './auth-bed.ts';

let bed: AuthBed;
beforeAll(async () => {
  bed = await openAuthBed();
});
afterAll(async () => await bed.close());

const later = (seconds: number): void => bed.bed.deps.clock.advanceSeconds(seconds);
const kidOf = ({ accessToken }: SessionTokens): string => decodeProtectedHeader(accessToken).kid ?? '';
const listed = async (): Promise<readonly string[]> =>
  (await bed.auth.authority.jwks()).keys.flatMap(({ kid = '' }) => (kid.startsWith('access-') ? [kid] : []));
const isLetIn = async ({ accessToken }: SessionTokens): Promise<boolean> =>
  (await bed.as(accessToken)(getMyAccount, {})).ok;
const runJob = async (name: string): Promise<void> => {
  await bed.auth.jobs.find((job) => job.name === name)?.run();
};
const carriedOn = async ({ refreshToken }: SessionTokens): Promise<SessionTokens> =>
  valueOf(await bed.as()(refreshSession, { body: { refreshToken } }));

it('the next key is published before it signs, the old one until its tokens are over, and nobody is signed out', async () => {
  const session = await bed.register();
  const old = kidOf(session);
  expect(await isLetIn(session)).toBe(true);
  const next = await bed.auth.rotateKeys();
  expect(await bed.auth.rotateKeys()).toEqual(next);
  expect(await listed()).toEqual([old, next.kid]);
  expect(kidOf(await carriedOn(session))).toBe(old);

  // To the moment before the next one signs: a token of the old key is in use for ten minutes from here.
  later(599);
  const lastOfOld = await bed.register();
  expect(kidOf(lastOfOld)).toBe(old);
  later(2);
  const first = await bed.register();
  expect(kidOf(first)).toBe(next.kid);
  later(590);
  expect(await isLetIn(lastOfOld)).toBe(true);
  expect(await isLetIn(first)).toBe(true);
  expect(kidOf(await carriedOn(lastOfOld))).toBe(next.kid);

  later(3_600);
  await runJob('key-reading');
  expect(await listed()).toEqual([next.kid]);
  later(86_400);
  await runJob('key-rotation');
  expect(await bed.bed.admin('select kid from auth.signing_keys')).toEqual([{ kid: next.kid }]);
});

it('a key that signed for a month is followed by the next, by itself and once', async () => {
  const [old = ''] = await listed();
  later(28 * 86_400);
  await runJob('key-rotation');
  expect(await listed()).toEqual([old]);
  later(2 * 86_400);
  await Promise.all([runJob('key-rotation'), runJob('key-rotation')]);
  await runJob('key-rotation');
  expect(await listed()).toHaveLength(2);
  later(601);
  expect(kidOf(await bed.register())).not.toBe(old);
});
