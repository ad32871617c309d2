import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  addIdentifier,
  addPasskey,
  answerChallenge,
  answerProof,
  confirmIdentifier,
  confirmTotp,
  getMySecurity,
  makeRecoveryCodes,
  refreshSession,
  removePasskey,
  removeTotp,
  sendCode,
  signIn,
  startPasskey,
  startPasskeySignIn,
  startProof,
  startTotp,
  type Challenge,
  type Factor,
  type Session,
  type SignInOutcome,
} from '@safiri/contracts';
import { newId } from '@safiri/kernel';
import { addApp, shownBy } from './authenticator-app.ts';
import { openAuthBed, password, valueOf, type AuthBed } from './auth-bed.ts';
import { createAuthenticator, type Authenticator } from './virtual-authenticator.ts';

let bed: AuthBed;
beforeAll(async () => {
  bed = await openAuthBed();
});
afterAll(async () => await bed.close());

const later = (seconds: number): void => bed.bed.deps.clock.advanceSeconds(seconds);
const own = (session: Session) => bed.as(session.accessToken);
const firstStep = async (identifier: string): Promise<Challenge> => {
  const outcome = valueOf(await bed.as()(signIn, { body: { identifier, password } }));
  if (outcome.kind !== 'challenge') throw new Error('no second factor was asked');
  return outcome.challenge;
};
const answered = async ({ challengeToken }: Challenge, factor: Factor) =>
  await bed.as()(answerChallenge, { body: { challengeToken, factor } });
const sessionOf = (outcome: SignInOutcome): Session => {
  if (outcome.kind !== 'session') throw new Error(outcome.kind);
  return outcome.session;
};
const withPasskey = async (session: Session, authenticator: Authenticator) => {
  const { challengeToken, options } = valueOf(await own(session)(startPasskey, {}));
  const body = { challengeToken, name: 'My phone', passkey: authenticator.make(options) };
  return valueOf(await own(session)(addPasskey, { body }));
};
const passkeySignIn = async (authenticator: Authenticator) => {
  const challenge = valueOf(await bed.as()(startPasskeySignIn, {}));
  if (challenge.passkey === null) throw new Error('no passkey was asked');
  return await answered(challenge, { kind: 'passkey', passkey: authenticator.use(challenge.passkey) });
};

describe('staff', () => {
  it('need a second factor, which is a mailed code until they have another', async () => {
    const identifier = await bed.staffAddress();
    const before = await bed.codes.count(identifier);
    const challenge = await firstStep(identifier);
    expect(challenge).toMatchObject({ factors: ['code'], sentTo: expect.stringContaining('@bus.example') });
    expect((await bed.codes.listSent(identifier)).at(-1)?.template).toBe('second-factor-code');
    const code = await bed.codes.newest(identifier, before);
    const session = sessionOf(valueOf(await answered(challenge, { kind: 'code', code })));
    expect(valueOf(await own(session)(getMySecurity, {}))).toMatchObject({
      provenBy: ['password', 'code'],
      isFresh: true,
    });
  });

  it('who have something better are not mailed one any more', async () => {
    const identifier = await bed.staffAddress();
    const { secret } = await addApp(bed, own(await bed.signIn(identifier)));
    const before = await bed.codes.count(identifier);
    const challenge = await firstStep(identifier);
    expect(challenge).toMatchObject({ factors: ['totp', 'recovery-code'], sentTo: null });
    expect(await bed.codes.count(identifier)).toBe(before);
    const { challengeToken } = challenge;
    expect(await bed.as()(sendCode, { body: { challengeToken } })).toMatchObject({ code: 'FACTOR_NOT_ASKED' });
    expect(await answered(challenge, { kind: 'totp', code: shownBy(bed, secret) })).toMatchObject({ ok: true });
  });
});

describe('an authenticator app', () => {
  it('is asked once it was confirmed; a code of it is taken once, none that is older after it, and of a second time its holder is told', async () => {
    const session = await bed.register();
    const { secret } = valueOf(await own(session)(startTotp, {}));
    expect(valueOf(await bed.as()(signIn, { body: { identifier: session.account.email ?? '', password } })).kind).toBe(
      'session',
    );
    const wrong = shownBy(bed, secret) === '000000' ? '000001' : '000000';
    expect(await own(session)(confirmTotp, { body: { code: wrong } })).toMatchObject({ code: 'FACTOR_WRONG' });
    const confirmed = shownBy(bed, secret);
    expect(valueOf(await own(session)(confirmTotp, { body: { code: confirmed } })).recoveryCodes).toHaveLength(10);
    const challenge = await firstStep(session.account.email ?? '');
    expect(challenge.factors).toEqual(['totp', 'recovery-code']);
    expect(await answered(challenge, { kind: 'totp', code: confirmed })).toMatchObject({ code: 'FACTOR_WRONG' });
    later(30);
    const code = shownBy(bed, secret);
    const twins = [challenge, await firstStep(session.account.email ?? '')];
    const answers = await Promise.all(twins.map(async (each) => await answered(each, { kind: 'totp', code })));
    expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
    const told = (await bed.bed.outbox()).map(({ payload }) => Object(payload).what);
    expect(told.filter((what) => what === 'app-code-reused')).toHaveLength(2);
  });

  it('is not replaced before it was removed', async () => {
    const session = await bed.register();
    await addApp(bed, own(session));
    expect(await own(session)(startTotp, {})).toMatchObject({ code: 'TOTP_KNOWN' });
    valueOf(await own(session)(removeTotp, {}));
    expect(await own(session)(startTotp, {})).toMatchObject({ ok: true });
  });

  it('leaves no secret readable', async () => {
    const { secret } = await addApp(bed, own(await bed.register()));
    const rows = await bed.bed.admin<{ sealed: string }>('select sealed_secret as sealed from auth.totp_secrets');
    for (const { sealed } of rows) expect(sealed).not.toContain(secret);
  });
});

describe('recovery codes', () => {
  it('open once each, however they are copied, and are worth nothing when new ones are made', async () => {
    const session = await bed.register();
    const { recoveryCodes } = await addApp(bed, own(session));
    const identifier = session.account.email ?? '';
    const [first = '', second = ''] = recoveryCodes;
    const copied = { kind: 'recovery-code', recoveryCode: first.toLowerCase().replace('-', ' ') } as const;
    expect(await answered(await firstStep(identifier), copied)).toMatchObject({ ok: true });
    expect(await answered(await firstStep(identifier), copied)).toMatchObject({ code: 'FACTOR_WRONG' });
    expect(valueOf(await own(session)(getMySecurity, {})).recoveryCodesLeft).toBe(9);
    const made = valueOf(await own(session)(makeRecoveryCodes, {})).recoveryCodes;
    expect(new Set([...made, ...recoveryCodes]).size).toBe(20);
    const old = { kind: 'recovery-code', recoveryCode: second } as const;
    expect(await answered(await firstStep(identifier), old)).toMatchObject({ code: 'FACTOR_WRONG' });
    const stored = await bed.bed.admin('select code_hash from auth.recovery_codes');
    for (const code of made) expect(JSON.stringify(stored)).not.toContain(code);
  });
});

describe('a passkey', () => {
  it('signs in alone, staff too, and an answer is taken once', async () => {
    const identifier = await bed.staffAddress();
    const authenticator = createAuthenticator();
    await withPasskey(await bed.signIn(identifier), authenticator);
    const challenge = valueOf(await bed.as()(startPasskeySignIn, {}));
    if (challenge.passkey === null) throw new Error('no passkey was asked');
    const factor = { kind: 'passkey', passkey: authenticator.use(challenge.passkey) } as const;
    const session = sessionOf(valueOf(await answered(challenge, factor)));
    expect(session.account.email).toBe(identifier);
    expect(await answered(challenge, factor)).toMatchObject({ code: 'CHALLENGE_OVER' });
    const another = valueOf(await bed.as()(startPasskeySignIn, {}));
    expect(await answered(another, factor)).toMatchObject({ code: 'FACTOR_WRONG' });
  });

  it('is refused without its holder verified, made for another site, or copied', async () => {
    const authenticator = createAuthenticator();
    await withPasskey(await bed.register(), authenticator);
    expect(await passkeySignIn(authenticator)).toMatchObject({ ok: true });
    expect(await passkeySignIn(Object.assign(authenticator, { verifiesUser: false }))).toMatchObject({ ok: false });
    authenticator.verifiesUser = true;
    expect(await passkeySignIn(Object.assign(authenticator, { origin: 'https://safiri.evil' }))).toMatchObject({
      code: 'FACTOR_WRONG',
    });
    authenticator.origin = 'http://localhost:8000';
    expect(await passkeySignIn(Object.assign(authenticator, { counter: 1 }))).toMatchObject({ code: 'FACTOR_WRONG' });
    expect(await passkeySignIn(Object.assign(authenticator, { counter: 50 }))).toMatchObject({ ok: true });
    expect(await passkeySignIn(createAuthenticator())).toMatchObject({ code: 'FACTOR_WRONG' });
  });

  it("is no second factor of somebody else's password", async () => {
    const [mine, theirs] = [createAuthenticator(), createAuthenticator()];
    const identifier = await bed.staffAddress();
    await withPasskey(await bed.signIn(identifier), mine);
    await withPasskey(await bed.register(), theirs);
    const challenge = await firstStep(identifier);
    expect(challenge.factors).toEqual(['passkey', 'recovery-code']);
    if (challenge.passkey === null) throw new Error('no passkey was asked');
    const using = (authenticator: Authenticator) =>
      ({ kind: 'passkey', passkey: authenticator.use(challenge.passkey ?? never()) }) as const;
    expect(await answered(challenge, using(theirs))).toMatchObject({ code: 'FACTOR_WRONG' });
    expect(await answered(challenge, using(mine))).toMatchObject({ ok: true });
  });

  it('is kept once, for the session that asked for it, and opens nothing when it is removed', async () => {
    const session = await bed.register();
    const authenticator = createAuthenticator();
    const { passkey } = await withPasskey(session, authenticator);
    const { challengeToken, options } = valueOf(await own(session)(startPasskey, {}));
    const body = { challengeToken, name: 'Again', passkey: authenticator.make(options) };
    expect(await own(await bed.register())(addPasskey, { body })).toMatchObject({ code: 'CHALLENGE_OVER' });
    const forged = { ...body, passkey: createAuthenticator().make({ ...options, challenge: 'AAAA' }) };
    expect(await own(session)(addPasskey, { body: forged })).toMatchObject({ code: 'PASSKEY_INVALID' });
    expect(await own(session)(addPasskey, { body })).toMatchObject({ code: 'PASSKEY_KNOWN' });
    const { passkeyId } = passkey;
    valueOf(await own(await bed.register())(removePasskey, { params: { passkeyId } }));
    expect(await passkeySignIn(authenticator)).toMatchObject({ ok: true });
    valueOf(await own(session)(removePasskey, { params: { passkeyId } }));
    expect(await passkeySignIn(authenticator)).toMatchObject({ code: 'FACTOR_WRONG' });
  });

  it('is one of twenty at the most', async () => {
    const session = await bed.register();
    await bed.bed.admin(
      `insert into auth.passkeys (passkey_id, account_id, credential_id, public_key, counter, transports, name, created_at)
       select gen_random_uuid(), $1, 'x' || n || $2, ''::bytea, 0, '{}', 'x', now() from generate_series(1, 20) n`,
      [session.account.accountId, newId()],
    );
    expect(await own(session)(startPasskey, {})).toMatchObject({ code: 'TOO_MANY_PASSKEYS' });
  });
});

describe('a session', () => {
  it('that was not proven for ten minutes changes nothing that guards the account, until it is proven again', async () => {
    const session = await bed.register();
    expect(await own(session)(startTotp, {})).toMatchObject({ ok: true });
    later(601);
    const { refreshToken } = session;
    const { accessToken } = valueOf(await bed.as()(refreshSession, { body: { refreshToken } }));
    const fresh = { ...session, accessToken };
    const refused = { ok: false, code: 'PROOF_NEEDED' };
    for (const operation of [startTotp, startPasskey, removeTotp, makeRecoveryCodes] as const)
      expect(await own(fresh)(operation, {})).toMatchObject(refused);
    expect(await own(fresh)(addIdentifier, { body: { identifier: '+250788111222' } })).toMatchObject(refused);
    const challenge = valueOf(await own(fresh)(startProof, {}));
    expect(challenge.factors).toEqual(['password', 'code']);
    const { challengeToken } = challenge;
    const body = { challengeToken, factor: { kind: 'password', password } as const };
    const stranger = await bed.register();
    expect(await own(stranger)(answerProof, { body })).toMatchObject({ code: 'CHALLENGE_OVER' });
    expect(await bed.as()(answerChallenge, { body })).toMatchObject({ code: 'CHALLENGE_OVER' });
    expect(valueOf(await own(fresh)(answerProof, { body }))).toMatchObject({ provenBy: ['password'], isFresh: true });
    expect(await own(fresh)(startTotp, {})).toMatchObject({ ok: true });
  });
});

describe('a phone or e-mail address', () => {
  it('joins the account once its code was read, unless another account has it', async () => {
    const session = await bed.register();
    const phone = '+250788111333';
    const add = async (call = own(session)) => {
      const before = await bed.codes.count(phone);
      const { challengeToken } = valueOf(await call(addIdentifier, { body: { identifier: '0788 111 333' } }));
      const code = await bed.codes.newest(phone, before);
      return await call(confirmIdentifier, { body: { challengeToken, code } });
    };
    expect(await add()).toMatchObject({ ok: true, value: { phone, email: session.account.email } });
    expect(await add(own(await bed.register()))).toMatchObject({ code: 'IDENTIFIER_TAKEN' });
  });
});

function never(): never {
  throw new Error('no passkey was asked');
}
