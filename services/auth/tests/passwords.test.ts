import bcrypt from 'bcrypt';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  changePassword,
  getMyAccount,
  refreshSession,
  requestCode,
  resetPassword,
  signIn,
  type Session,
} from '@safiri/contracts';
import { openAuthBed, password, valueOf, type AuthBed } from './auth-bed.ts';

let bed: AuthBed;
beforeAll(async () => {
  bed = await openAuthBed();
});
afterAll(async () => await bed.close());

const another = 'another long password';
const later = (seconds: number): void => bed.bed.deps.clock.advanceSeconds(seconds);
const own = (session: Session) => bed.as(session.accessToken);
const isOver = async ({ refreshToken }: Session): Promise<boolean> =>
  !(await bed.as()(refreshSession, { body: { refreshToken } })).ok;
const signsIn = async (identifier: string, tried: string): Promise<boolean> =>
  (await bed.as()(signIn, { body: { identifier, password: tried } })).ok;
const resetCode = async (identifier: string) => {
  const before = await bed.codes.count(identifier);
  const { challengeToken } = valueOf(await bed.as()(requestCode, { body: { identifier, purpose: 'reset' } }));
  return { challengeToken, code: await bed.codes.newest(identifier, before) };
};

describe('a forgotten password', () => {
  it('is set anew by a code, which ends every session and every sign-in that was begun', async () => {
    const session = await bed.register();
    const identifier = session.account.email ?? '';
    const body = { ...(await resetCode(identifier)), password: another };
    expect(await bed.as()(resetPassword, { body })).toEqual({
      ok: true,
      value: { accountId: session.account.accountId },
    });
    expect(await isOver(session)).toBe(true);
    expect(await signsIn(identifier, password)).toBe(false);
    expect(await signsIn(identifier, another)).toBe(true);
    expect(await bed.as()(resetPassword, { body })).toMatchObject({ code: 'CHALLENGE_OVER' });
  });

  it('of staff opens no session, and their second factor is still asked', async () => {
    const identifier = await bed.staffAddress();
    const body = { ...(await resetCode(identifier)), password: another };
    valueOf(await bed.as()(resetPassword, { body }));
    const outcome = valueOf(await bed.as()(signIn, { body: { identifier, password: another } }));
    expect(outcome.kind).toBe('challenge');
  });

  it('is refused with a wrong code, and a common or personal password uses the code not up', async () => {
    const session = await bed.register();
    const given = await resetCode(session.account.email ?? '');
    const wrong = given.code === '000000' ? '000001' : '000000';
    const refusalOf = async (changed: object) =>
      await bed.as()(resetPassword, { body: { ...given, password: another, ...changed } });
    expect(await refusalOf({ code: wrong })).toMatchObject({ code: 'FACTOR_WRONG', problem: { triesLeft: 4 } });
    expect(await refusalOf({ password: 'password1234' })).toMatchObject({ code: 'PASSWORD_TOO_COMMON' });
    expect(await refusalOf({ password: session.account.email })).toMatchObject({ code: 'PASSWORD_TOO_PERSONAL' });
    expect(await refusalOf({})).toMatchObject({ ok: true });
  });

  it('where there is no account sends a message that says so, and no code that does anything', async () => {
    const identifier = 'no-account@safiri.example';
    const body = { ...(await resetCode(identifier)), password: another };
    expect((await bed.codes.listSent(identifier)).at(-1)?.template).toBe('reset-without-account');
    expect(await bed.as()(resetPassword, { body })).toMatchObject({ code: 'FACTOR_WRONG' });
  });
});

describe('a stored password', () => {
  const stored = async ({ account }: Session): Promise<string> => {
    const [row] = await bed.bed.admin<{ hash: string }>(
      'select password_hash as hash from auth.credentials where account_id = $1',
      [account.accountId],
    );
    return row?.hash ?? '';
  };

  it('of an earlier release, hashed without the key, still signs in and is renewed by it', async () => {
    const session = await bed.register();
    const identifier = session.account.email ?? '';
    await bed.bed.admin('update auth.credentials set password_hash = $1 where account_id = $2', [
      await bcrypt.hash(password, 4),
      session.account.accountId,
    ]);
    expect(await signsIn(identifier, another)).toBe(false);
    expect(await stored(session)).toMatch(/^\$2b\$/);
    expect(await signsIn(identifier, password)).toBe(true);
    expect(await stored(session)).toMatch(/^\$2k\$/);
    expect(await signsIn(identifier, password)).toBe(true);
    expect(await signsIn(identifier, another)).toBe(false);
  });

  it('is worth nothing to who tries passwords on it without the key', async () => {
    const hash = await stored(await bed.register());
    expect(await bcrypt.compare(password, hash.replace('$2k$', '$2b$'))).toBe(false);
  });

  it('counts to its last letter, also beyond the 72 bytes that bcrypt reads', async () => {
    const session = await bed.register();
    const long = 'ndege iruka hejuru y’imisozi '.repeat(5).slice(0, 128);
    valueOf(await own(session)(changePassword, { body: { password: long, oldPassword: password } }));
    expect(await signsIn(session.account.email ?? '', `${long.slice(0, -1)}!`)).toBe(false);
    expect(await signsIn(session.account.email ?? '', long)).toBe(true);
  });
});

describe('changing a password', () => {
  it('takes the old one, and ends all sessions but this one', async () => {
    const session = await bed.register();
    const identifier = session.account.email ?? '';
    const elsewhere = await bed.signIn(identifier);
    later(601);
    const carriedOn = valueOf(await bed.as()(refreshSession, { body: { refreshToken: session.refreshToken } }));
    const here = bed.as(carriedOn.accessToken);
    expect(await here(changePassword, { body: { password: another } })).toMatchObject({ code: 'PROOF_NEEDED' });
    const wrong = { password: another, oldPassword: 'not the old one' };
    expect(await here(changePassword, { body: wrong })).toMatchObject({ code: 'FACTOR_WRONG' });
    const body = { password: another, oldPassword: password };
    expect(await here(changePassword, { body })).toMatchObject({ ok: true });
    expect(await isOver(elsewhere)).toBe(true);
    await bed.revocations.read();
    expect(await here(getMyAccount, {})).toMatchObject({ ok: true });
    expect(await signsIn(identifier, another)).toBe(true);
  });

  it('needs no old one just after a code was read, but does just after a password was typed', async () => {
    const session = await bed.register();
    const identifier = session.account.email ?? '';
    const byPassword = await bed.signIn(identifier);
    const body = { password: another };
    expect(await own(byPassword)(changePassword, { body })).toMatchObject({ code: 'PROOF_NEEDED' });
    expect(await own(session)(changePassword, { body })).toMatchObject({ ok: true });
    expect(await signsIn(identifier, another)).toBe(true);
  });

  it('refuses what is common or personal, and old passwords that are tried one after the other', async () => {
    const session = await bed.register();
    const call = own(session);
    const tried = async (changed: object) =>
      await call(changePassword, { body: { password: another, oldPassword: 'not the old one', ...changed } });
    expect(await tried({ password: 'qwertyuiop12' })).toMatchObject({ code: 'PASSWORD_TOO_COMMON' });
    expect(await tried({ password: session.account.email })).toMatchObject({ code: 'PASSWORD_TOO_PERSONAL' });
    for (let times = 0; times < 5; times += 1) expect(await tried({})).toMatchObject({ code: 'FACTOR_WRONG' });
    expect(await tried({ oldPassword: password })).toMatchObject({ code: 'TOO_MANY_TRIES' });
  });
});
