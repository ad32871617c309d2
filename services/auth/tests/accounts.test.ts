import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import {
  answerChallenge,
  createGuest,
  createStaff,
  getJwks,
  getMyAccount,
  pathOf,
  registerAccount,
  requestCode,
  signIn,
  type Account,
} from '@safiri/contracts';
import { newId } from '@safiri/kernel';
import {
  cachedKeySource,
  createTokenVerifier,
  generateSigningKeyPem,
  nothingRevoked,
  serviceSigningKey,
  type TokenVerifier,
} from '@safiri/runtime';
import { openTestbed, registerBy, signInBy, type Testbed } from '@safiri/testkit';
import { createAuth, readAuthConfig, type AuthService } from '../src/index.ts';
import { valueOf } from './auth-bed.ts';
import { mailedCodes, type MailedCodes } from './mailed-codes.ts';

const config = readAuthConfig({ KEY_ENCRYPTION_KEY: Buffer.alloc(32, 9).toString('base64'), BCRYPT_COST: '4' });
const password = 'a long enough password';

let bed: Testbed;
let auth: AuthService;
let served: Awaited<ReturnType<Testbed['serve']>>;
let verifier: TokenVerifier;
let codes: MailedCodes;
const serviceKey = serviceSigningKey('payment', generateSigningKeyPem());

beforeAll(async () => {
  bed = await openTestbed({ service: 'auth', postgres: inject('postgres') });
  codes = mailedCodes(bed);
  const { callPeer } = codes;
  auth = await createAuth({ ...bed.deps, callPeer, config, servicePublicKeys: [serviceKey.publicJwk] });
  served = await bed.serve(auth);
  verifier = createTokenVerifier({
    keys: cachedKeySource(async () => await auth.authority.jwks(), bed.deps.clock),
    clock: bed.deps.clock,
    revocations: nothingRevoked,
    readPermissionSet: async (hash) => await auth.authority.permissionSet(hash),
  });
});
afterAll(async () => await bed.close());

const nobody = () => served.as();
let phoneEnding = 100_000;
const freshPhone = (): string => `+250788${(phoneEnding += 1)}`;
const registrationTokenOf = async (identifier: string): Promise<string> => {
  const before = await codes.count(identifier);
  const { challengeToken } = valueOf(await nobody()(requestCode, { body: { identifier, purpose: 'sign-in' } }));
  const factor = { kind: 'code' as const, code: await codes.newest(identifier, before) };
  const outcome = valueOf(await nobody()(answerChallenge, { body: { challengeToken, factor } }));
  return outcome.kind === 'registration' ? outcome.registrationToken : '';
};

describe('registering', () => {
  it('takes a phone as people write it, once a code was read there, and signs in', async () => {
    const before = await codes.count('+250788555001');
    const body = { identifier: '0788 555 001', purpose: 'sign-in' as const };
    const { challengeToken } = valueOf(await nobody()(requestCode, { body }));
    const code = await codes.newest('+250788555001', before);
    const outcome = valueOf(
      await nobody()(answerChallenge, { body: { challengeToken, factor: { kind: 'code', code } } }),
    );
    const registrationToken = outcome.kind === 'registration' ? outcome.registrationToken : '';
    const answer = await nobody()(registerAccount, { body: { registrationToken, password, name: 'Amina' } });
    expect(answer).toMatchObject({ ok: true, value: { account: { phone: '+250788555001', platform: false } } });
    const again = await nobody()(registerAccount, { body: { registrationToken, password, name: 'Amina' } });
    expect(again).toMatchObject({ ok: false, code: 'CHALLENGE_OVER' });
    expect(await nobody()(signIn, { body: { identifier: '+250 788-555-001', password } })).toMatchObject({ ok: true });
  });

  it('of one phone in many windows at once makes one account', async () => {
    const identifier = freshPhone();
    const tokens: string[] = [];
    for (let window = 0; window < 5; window += 1) tokens.push(await registrationTokenOf(identifier));
    const answers = await Promise.all(
      tokens.map(
        async (registrationToken) => await nobody()(registerAccount, { body: { registrationToken, name: 'Race' } }),
      ),
    );
    expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
    expect(answers.filter((answer) => !answer.ok && answer.code === 'CHALLENGE_OVER')).toHaveLength(4);
  });

  it('refuses passwords that many have, are made of oneself, are short or without end', async () => {
    const registrationToken = await registrationTokenOf('claudine.uwera@mail.example');
    const refusalOf = async (refused: string): Promise<unknown> =>
      await nobody()(registerAccount, { body: { registrationToken, password: refused, name: 'Claudine Uwera' } });
    for (const common of ['password1234', 'qwertyuiop12', 'Password1234', 'abcabcabcabc', 'basketball!!'])
      expect(await refusalOf(common), common).toMatchObject({ code: 'PASSWORD_TOO_COMMON' });
    for (const personal of ['ClaudineUwera1', 'claudine.uwera', 'uwera-claudine-90'])
      expect(await refusalOf(personal), personal).toMatchObject({ code: 'PASSWORD_TOO_PERSONAL' });
    expect(await refusalOf('eleven char')).toMatchObject({
      code: 'VALIDATION_FAILED',
      problem: { field: '/body/password' },
    });
    expect(await refusalOf('ab '.repeat(43))).toMatchObject({ code: 'VALIDATION_FAILED' });
    expect(
      await nobody()(registerAccount, { body: { registrationToken, password, name: 'Claudine Uwera' } }),
    ).toMatchObject({ ok: true });
  });

  it('needs no password', async () => {
    const identifier = freshPhone();
    const session = await registerBy(nobody(), codes, { identifier, name: 'Nobody Knows' });
    expect(session.account.phone).toBe(identifier);
    expect(await nobody()(signIn, { body: { identifier, password } })).toMatchObject({ code: 'SIGN_IN_FAILED' });
  });
});

describe('signing in', () => {
  it('answers the same for a wrong password and for nobody', async () => {
    await registerBy(nobody(), codes, { identifier: 'known@safiri.example', password, name: 'Known' });
    const wrong = await nobody()(signIn, { body: { identifier: 'known@safiri.example', password: 'wrong password' } });
    const unknown = await nobody()(signIn, {
      body: { identifier: 'unknown@safiri.example', password: 'wrong password' },
    });
    const nonsense = await nobody()(signIn, { body: { identifier: 'nonsense', password: 'wrong password' } });
    const bodyOf = (answer: typeof wrong): unknown => (answer.ok ? undefined : { ...answer.problem, requestId: '' });
    expect(bodyOf(wrong)).toMatchObject({ code: 'SIGN_IN_FAILED', status: 401 });
    expect(bodyOf(unknown)).toEqual(bodyOf(wrong));
    expect(bodyOf(nonsense)).toEqual(bodyOf(wrong));
  });

  it('travels sealed, and plainly from who asks for no keys', async () => {
    const identifier = freshPhone();
    const opened = async (): Promise<number> => (await bed.admin('select 1 from auth.opened_bodies')).length;
    await registerBy(nobody(), codes, { identifier, password, name: 'Sealed' });
    const before = await opened();
    expect(await nobody()(signIn, { body: { identifier, password } })).toMatchObject({ ok: true });
    expect(await opened()).toBe(before + 1);
    const plain = await fetch(`${served.app.listeningOrigin}${pathOf(signIn)}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ identifier, password }),
    });
    expect(plain.status).toBe(201);
    expect(await opened()).toBe(before + 1);
  });

  it('beyond the queue is refused before anything is hashed or counted, and those inside are served', async () => {
    const answers = await Promise.all(
      Array.from(
        { length: 80 },
        async (_none, person) =>
          await nobody()(signIn, { body: { identifier: `crowd-${person}@x.example`, password } }),
      ),
    );
    const codesOf = answers.map((answer) => (answer.ok ? '' : answer.code));
    expect(new Set(codesOf)).toEqual(new Set(['SIGN_IN_FAILED', 'TOO_MANY_SIGN_INS']));
    expect(codesOf.filter((each) => each === 'SIGN_IN_FAILED').length).toBeGreaterThanOrEqual(32);
    const refused = answers.find((answer) => !answer.ok && answer.code === 'TOO_MANY_SIGN_INS');
    expect(refused).toMatchObject({ problem: { status: 429, retryAfter: 5 } });
  });

  it('leaves no password readable: a bcrypt hash is all there is', async () => {
    const rows = await bed.admin<{ password_hash: string }>('select password_hash from auth.credentials');
    expect(rows.length).toBeGreaterThan(0);
    for (const row of rows) expect(row.password_hash).toMatch(/^\$2k\$04\$.{53}$/);
  });
});

describe('tokens', () => {
  it('of accounts and guests are accepted at every boundary by the JWKS alone', async () => {
    const guest = await nobody()(createGuest, {});
    const account = await registerBy(nobody(), codes, { identifier: freshPhone(), password, name: 'T' });
    expect(guest.ok && (await verifier.verifyAccess(guest.value.accessToken))).toMatchObject({ kind: 'guest' });
    expect(await verifier.verifyAccess(account.accessToken)).toMatchObject({
      kind: 'account',
    });
    expect(await served.as(await bed.tokens.customer(account.account.accountId))(getMyAccount, {})).toMatchObject({
      ok: true,
      value: { name: 'T' },
    });
    expect(await served.as(await bed.tokens.guest())(getMyAccount, {})).toMatchObject({ code: 'UNAUTHENTICATED' });
    expect(await served.as(await bed.tokens.customer())(getMyAccount, {})).toMatchObject({ code: 'NOT_FOUND' });
  });

  it('tampered with, unsigned, signed with the public key as a secret, or run out are refused', async () => {
    const guest = await nobody()(createGuest, {});
    const token = guest.ok ? guest.value.accessToken : '';
    const [header = '', payload = '', signature = ''] = token.split('.');
    const jwks = await auth.authority.jwks();
    const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
    const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString());
    const hs256 = `${encode({ alg: 'HS256', kid: jwks.keys[0]?.kid })}.${payload}`;
    const attacks = [
      `${header}.${encode({ ...(claims as object), kind: 'account', platform: true })}.${signature}`,
      `${encode({ alg: 'none' })}.${payload}.`,
      `${hs256}.${createHmac('sha256', String(jwks.keys[0]?.x)).update(hs256).digest('base64url')}`,
      `${header}.${payload}.${signature.slice(0, -4)}`,
      '',
      'x',
      'a.b.c',
    ];
    for (const attack of attacks) expect(await verifier.verifyAccess(attack)).toBeUndefined();
    bed.deps.clock.advanceSeconds(31 * 86_400);
    expect(await verifier.verifyAccess(token)).toBeUndefined();
    bed.deps.clock.advanceSeconds(-31 * 86_400);
  });

  it("a service's key cannot sign access tokens, and the JWKS shows public halves only", async () => {
    const answer = await nobody()(getJwks, {});
    expect(answer.ok && answer.value.keys.map((key) => key.kid)).toContain(serviceKey.kid);
    expect(JSON.stringify(answer)).not.toContain('"d"');
  });

  it('two processes that start together make one key', async () => {
    await bed.admin('delete from auth.signing_keys');
    const two = await Promise.all(
      [1, 2].map(async () => await createAuth({ ...bed.deps, config, servicePublicKeys: [] })),
    );
    const [one, other] = await Promise.all(two.map(async (each) => await each.authority.jwks()));
    expect(one).toEqual(other);
    expect(one?.keys).toHaveLength(1);
  });
});

describe('staff', () => {
  const company = newId();
  const body = (
    changes: Partial<{ companyId: string; email: string; password: string; role: 'driver' | 'company-admin' }> = {},
  ) => ({
    companyId: company,
    email: `${newId()}@bus.example`,
    name: 'Driver',
    password,
    role: 'driver' as const,
    ...changes,
  });

  it('is made with a password by the platform, and by nobody else', async () => {
    const platform = served.as(await bed.tokens.staff('super-admin', null));
    const made = await platform(createStaff, { body: body({ email: 'Driver.One@bus.example' }) });
    expect(made).toMatchObject({
      ok: true,
      value: { email: 'driver.one@bus.example', platform: false, companyId: company },
    });
    expect(await platform(createStaff, { body: body({ email: 'driver.one@bus.example' }) })).toMatchObject({
      code: 'IDENTIFIER_TAKEN',
    });
    expect(await platform(createStaff, { body: body({ role: 'company-admin' }) })).toMatchObject({ ok: true });
    expect(await platform(createStaff, { body: body({ password: 'password1234' }) })).toMatchObject({
      code: 'PASSWORD_TOO_COMMON',
    });
    expect(
      await platform(createStaff, { body: body({ email: 'karisimbi@bus.example', password: 'karisimbi1234' }) }),
    ).toMatchObject({ code: 'PASSWORD_TOO_PERSONAL' });
    expect(
      await served.as(await bed.tokens.staff('company-admin', company))(createStaff, { body: body() }),
    ).toMatchObject({
      code: 'FORBIDDEN',
    });
    expect(await served.as(await bed.tokens.customer())(createStaff, { body: body() })).toMatchObject({
      code: 'FORBIDDEN',
    });
  });

  it('signs in with the permissions of the role', async () => {
    await auth.ensureAccount({
      identifier: 'driver@perm.example',
      password,
      name: 'D',
      role: 'driver',
      companyId: company,
    });
    const again: Account = await auth.ensureAccount({
      identifier: 'driver@perm.example',
      password: 'another password',
      name: 'E',
      role: 'driver',
      companyId: company,
    });
    expect(again.name).toBe('D');
    const session = await signInBy(nobody(), codes, { identifier: 'driver@perm.example', password });
    const claims = await verifier.verifyAccess(session.accessToken);
    expect(claims).toMatchObject({ companyId: company });
    expect([...((await verifier.findPermissions(claims?.roles))?.keys() ?? [])]).toEqual([
      'manifest:read',
      'ticket:scan',
    ]);
  });

  it('without an actor the database shows no account, credential, key, session or revocation', async () => {
    const sessions = ['sessions', 'refresh_tokens', 'revocations', 'revocation_count'];
    const ways = ['challenges', 'tries', 'totp_secrets', 'passkeys', 'recovery_codes'];
    for (const table of ['accounts', 'credentials', 'signing_keys', ...sessions, ...ways])
      expect((await bed.deps.db.pool.query(`select 1 from ${table}`)).rows, table).toEqual([]);
  });
});
