import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  addIdentifier,
  answerChallenge,
  answerProof,
  changePassword,
  confirmIdentifier,
  refreshSession,
  requestCode,
  resetPassword,
  signIn,
  startProof,
  type Factor,
} from '@safiri/contracts';
import { newId } from '@safiri/kernel';
import type { Client } from '@safiri/testkit';
import { firefox, openAuthBed, password, valueOf, type AuthBed } from './auth-bed.ts';

/** Ways around the limits of the front door. */
let bed: AuthBed;
beforeAll(async () => {
  // Long enough for others to come between.
  bed = await openAuthBed({ BCRYPT_COST: '9' });
});
afterAll(async () => await bed.close());

const stranger = (): Client => bed.as(undefined, firefox, newId());
const passwordsTried = async (): Promise<number> =>
  (await bed.bed.admin("select 1 from auth.tries where kind like 'passwords%'")).length;

it('a password is not looked at where a code was asked for: what it costs would tell whether it is right', async () => {
  const { account } = await bed.register();
  await bed.bed.admin('truncate auth.tries');
  const body = { identifier: account.email ?? '', purpose: 'sign-in' as const };
  const { challengeToken } = valueOf(await stranger()(requestCode, { body }));
  for (const tried of ['a wrong password', password]) {
    const factor: Factor = { kind: 'password', password: tried };
    const answer = await stranger()(answerChallenge, { body: { challengeToken, factor } });
    expect(answer).toMatchObject({ code: 'FACTOR_NOT_ASKED' });
  }
  const { accessToken } = await bed.register();
  const factor: Factor = { kind: 'password', password };
  const elsewhere = await bed.as(accessToken)(answerProof, { body: { challengeToken, factor } });
  expect(elsewhere).toMatchObject({ code: 'CHALLENGE_OVER' });
  expect(await passwordsTried()).toBe(0);
  const proof = valueOf(await bed.as(accessToken)(startProof, {}));
  const wrong = { challengeToken: proof.challengeToken, factor: { kind: 'password', password: 'wrong' } as const };
  expect(await bed.as(accessToken)(answerProof, { body: wrong })).toMatchObject({ code: 'FACTOR_WRONG' });
  expect(await passwordsTried()).toBeGreaterThan(0);
});

/** Somebody who signs in on one browser after another, each of which their account then knows. */
async function browsersOf(identifier: string, many: number): Promise<Client[]> {
  const browsers: Client[] = [];
  for (let count = 0; count < many; count += 1) {
    const deviceId = newId();
    const outcome = valueOf(await bed.as(undefined, firefox, deviceId)(signIn, { body: { identifier, password } }));
    if (outcome.kind === 'session') browsers.push(bed.as(outcome.session.accessToken, firefox, deviceId));
  }
  return browsers;
}

it('messages to a phone that somebody says is theirs have an end, however many browsers they sign in with', async () => {
  const { account } = await bed.register();
  const answers: string[] = [];
  for (const browser of await browsersOf(account.email ?? '', 3))
    for (let times = 0; times < 5; times += 1) {
      const sent = await browser(addIdentifier, { body: { identifier: '+250788777001' } });
      answers.push(sent.ok ? 'sent' : sent.code);
    }
  expect(answers.filter((each) => each === 'sent')).toHaveLength(10);
  expect(answers.slice(10)).toEqual(Array(5).fill('TOO_MANY_CODES'));
});

it('guesses at its code are those of a stranger, also from a browser that their own account knows', async () => {
  const { account } = await bed.register();
  const [browser] = await browsersOf(account.email ?? '', 1);
  const phone = '+250788777002';
  const { challengeToken } = valueOf(await (browser ?? stranger())(addIdentifier, { body: { identifier: phone } }));
  const code = (await bed.codes.newest(phone, 0)) === '000000' ? '000001' : '000000';
  await bed.bed.admin("delete from auth.tries where kind like 'codes%'");
  const answer = await (browser ?? stranger())(confirmIdentifier, { body: { challengeToken, code } });
  expect(answer).toMatchObject({ code: 'FACTOR_WRONG' });
  const counted = await bed.bed.admin<{ kind: string }>(
    "select kind from auth.tries where kind like 'codes%' order by 1",
  );
  expect(counted.map(({ kind }) => kind)).toEqual(['codes', 'codes-of-strangers']);
});

/** A code that sets a new password, and what to say with it. */
async function resetting(identifier: string, to: string) {
  const before = await bed.codes.count(identifier);
  const { challengeToken } = valueOf(await bed.as()(requestCode, { body: { identifier, purpose: 'reset' } }));
  return { body: { challengeToken, code: await bed.codes.newest(identifier, before), password: to } };
}

it('a sign-in with a password that is changed while it is hashed opens nothing that outlives the change', async () => {
  const identifier = (await bed.register()).account.email ?? '';
  for (let times = 1; times <= 3; times += 1) {
    const given = await resetting(identifier, `${password} ${times}`);
    const old = times === 1 ? password : `${password} ${times - 1}`;
    const [, thief] = await Promise.all([
      bed.as()(resetPassword, given),
      stranger()(signIn, { body: { identifier, password: old } }),
    ]);
    if (!thief.ok) expect(thief.code).toBe('SIGN_IN_FAILED');
    else if (thief.value.kind === 'session') {
      const { refreshToken } = thief.value.session;
      expect(await stranger()(refreshSession, { body: { refreshToken } })).toMatchObject({ code: 'SESSION_OVER' });
    }
  }
});

it('a change of password that a reset overtakes does not undo the reset', async () => {
  const identifier = (await bed.register()).account.email ?? '';
  for (let times = 1; times <= 2; times += 1) {
    const old = times === 1 ? password : `${password} ${times - 1}`;
    const outcome = valueOf(await bed.as()(signIn, { body: { identifier, password: old } }));
    const token = outcome.kind === 'session' ? outcome.session.accessToken : '';
    const given = await resetting(identifier, `${password} ${times}`);
    const body = { password: 'a password of the thief', oldPassword: old };
    const [reset, changed] = await Promise.all([
      bed.as()(resetPassword, given),
      bed.as(token)(changePassword, { body }),
    ]);
    expect([reset.ok, changed.ok]).toContain(true);
    const thief = await stranger()(signIn, { body: { identifier, password: body.password } });
    if (reset.ok) expect(thief).toMatchObject({ code: 'SIGN_IN_FAILED' });
    else return;
  }
});
