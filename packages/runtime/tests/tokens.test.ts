import { createPrivateKey, createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import { SignJWT, UnsecuredJWT, type JSONWebKeySet, type JWTPayload } from 'jose';
import { beforeEach, describe, expect, it } from 'vitest';
import { movableClock, newId, type MovableClock } from '@safiri/kernel';
import {
  accessKeyPrefix,
  accessTokenAudience,
  accessTokenIssuer,
  cachedKeySource,
  createTokenVerifier,
  generateSigningKeyPem,
  nothingRevoked,
  serviceSigningKey,
  signingKeyFromPem,
  signServiceToken,
  type SigningKey,
  type TokenVerifier,
} from '../src/index.ts';

const accessKey = signingKeyFromPem(generateSigningKeyPem(), accessKeyPrefix);
const paymentKey = serviceSigningKey('payment', generateSigningKeyPem());
const ticketingKey = serviceSigningKey('ticketing', generateSigningKeyPem());

let clock: MovableClock;
let published: JSONWebKeySet;
let asked: number;
/** How auth answers when it is asked for its keys. */
let fetchKeys: () => Promise<JSONWebKeySet>;
let verifier: TokenVerifier;

beforeEach(() => {
  clock = movableClock(new Date('2026-03-29T10:00:00Z'));
  published = { keys: [accessKey, paymentKey, ticketingKey].map((key) => key.publicJwk) };
  asked = 0;
  fetchKeys = async () => published;
  verifier = createTokenVerifier({
    keys: cachedKeySource(async () => {
      asked += 1;
      return await fetchKeys();
    }, clock),
    clock,
    revocations: nothingRevoked,
    readPermissionSet: async () => undefined,
  });
});

type Forgery = {
  readonly key?: SigningKey;
  readonly kid?: string;
  readonly issuer?: string;
  readonly audience?: string;
  readonly seconds?: number;
  readonly claims?: JWTPayload;
};

async function accessToken(forgery: Forgery = {}): Promise<string> {
  const key = forgery.key ?? accessKey;
  const now = Math.floor(clock.now().getTime() / 1000);
  return await new SignJWT({ kind: 'account', sub: newId(), sid: newId(), rev: 0, jti: newId(), ...forgery.claims })
    .setProtectedHeader({ alg: 'EdDSA', kid: forgery.kid ?? key.kid })
    .setIssuer(forgery.issuer ?? accessTokenIssuer)
    .setAudience(forgery.audience ?? accessTokenAudience)
    .setIssuedAt(now)
    .setExpirationTime(now + (forgery.seconds ?? 3600))
    .sign(key.privateKey);
}

/** The first member once more, with a value that an attacker would like. */
function twice(part: string): string {
  const text = Buffer.from(part, 'base64url').toString();
  return Buffer.from(text.replace('{', '{"alg":"none","platform":true,')).toString('base64url');
}

describe('an access token', () => {
  it('that is genuine tells its subject', async () => {
    const sub = newId();
    expect(await verifier.verifyAccess(await accessToken({ claims: { sub } }))).toMatchObject({ sub, kind: 'account' });
  });

  it.each<[string, Forgery]>([
    ['has run out', { seconds: -6 }],
    ['is another issuer’s', { issuer: 'payment' }],
    ['is for another audience', { audience: 'payment' }],
    ['is signed by a service’s key', { key: paymentKey }],
    ['is signed by a service’s key under auth’s name', { key: paymentKey, kid: accessKey.kid }],
    ['is signed by a key that nobody knows', { key: signingKeyFromPem(generateSigningKeyPem(), accessKeyPrefix) }],
    ['has no subject', { claims: { sub: undefined } as never }],
    ['has a subject that is no id', { claims: { sub: 'admin' } }],
    ['is of no kind', { claims: { kind: 'admin' } }],
    ['is of no session', { claims: { sid: undefined } as never }],
    ['does not say what was revoked before it', { claims: { rev: '0' } }],
    ['names permissions that are none', { claims: { roles: 'all' } }],
    ['is of the platform in another way than yes', { claims: { platform: 'yes' } }],
    ['is not told apart from others', { claims: { jti: undefined } as never }],
  ])('that %s tells nothing', async (_case, forgery) => {
    expect(await verifier.verifyAccess(await accessToken(forgery))).toBeUndefined();
  });

  it('that never runs out, is not signed, is signed by a shared secret, or was changed, tells nothing', async () => {
    const claims = { kind: 'account', sub: newId(), iss: accessTokenIssuer, aud: accessTokenAudience };
    const header = { alg: 'EdDSA', kid: accessKey.kid };
    const publicPem = createPublicKey(createPrivateKey(accessKey.privateKey.export({ format: 'pem', type: 'pkcs8' })))
      .export({ format: 'pem', type: 'spki' })
      .toString();
    const genuine = await accessToken();
    const [head = '', body = '', signature = ''] = genuine.split('.');
    const forgeries = [
      await new SignJWT(claims).setProtectedHeader(header).sign(accessKey.privateKey),
      new UnsecuredJWT({ ...claims, exp: 4e9 }).encode(),
      await new SignJWT({ ...claims, exp: 4e9 })
        .setProtectedHeader({ alg: 'HS256', kid: accessKey.kid })
        .sign(Buffer.from(publicPem)),
      await new SignJWT({ ...claims, exp: 4e9 })
        .setProtectedHeader({ alg: 'RS256', kid: accessKey.kid })
        .sign(generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey),
      `${head}.${Buffer.from(JSON.stringify({ ...claims, platform: true, exp: 4e9 })).toString('base64url')}.${signature}`,
      `${head}.${body}.${signature.slice(0, -4)}AAAA`,
      `${head}.${body}.`,
      `${genuine}.${signature}`,
      '',
      '..',
      'nonsense',
    ];
    for (const forgery of forgeries) expect(await verifier.verifyAccess(forgery)).toBeUndefined();
    expect(await verifier.verifyAccess(genuine)).toBeDefined();
  });

  it.each<[string, (parts: { head: string; body: string; signature: string }) => string]>([
    ['says its claims twice', ({ head, body, signature }) => `${head}.${twice(body)}.${signature}`],
    ['says its algorithm twice', ({ head, body, signature }) => `${twice(head)}.${body}.${signature}`],
    ['has its signature in another alphabet', ({ head, body, signature }) => `${head}.${body}.${signature}=`],
    ['has blanks around', ({ head, body, signature }) => ` ${head}.${body}.${signature} `],
    ['has a sign of padding', ({ head, body, signature }) => `${head}.${body}=.${signature}`],
    ['is a JWE of five parts', ({ head, body, signature }) => `${head}.${body}.${signature}.${body}.${signature}`],
    ['is JSON', ({ head, body, signature }) => JSON.stringify({ protected: head, payload: body, signature })],
  ])('whose text %s tells nothing', async (_case, spoil) => {
    const [head = '', body = '', signature = ''] = (await accessToken()).split('.');
    expect(await verifier.verifyAccess(spoil({ head, body, signature }))).toBeUndefined();
  });

  it.each<[string, Record<string, unknown>, Record<string, unknown>]>([
    ['is not good yet', {}, { nbf: 4e9 }],
    ['says when it ends in words', {}, { exp: '4000000000' }],
    ['is for nobody', {}, { aud: [] }],
    ['asks for what we do not know', { crit: ['later'], later: true }, {}],
    ['has a payload that is not encoded', { b64: false, crit: ['b64'] }, {}],
    ['is of another algorithm by another spelling', { alg: 'eddsa' }, {}],
    ['is of the algorithm "none" by another spelling', { alg: 'nOnE' }, {}],
  ])('that is genuinely signed and %s tells nothing', async (_case, header, claims) => {
    const now = Math.floor(clock.now().getTime() / 1000);
    const genuine = { kind: 'account', sub: newId(), sid: newId(), rev: 0, jti: newId(), exp: now + 60 };
    const parts = [
      { alg: 'EdDSA', kid: accessKey.kid, ...header },
      { iss: accessTokenIssuer, aud: accessTokenAudience, ...genuine, ...claims },
    ].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'));
    const signature = sign(null, Buffer.from(parts.join('.')), accessKey.privateKey).toString('base64url');
    expect(await verifier.verifyAccess(`${parts.join('.')}.${signature}`)).toBeUndefined();
  });

  it('that names another key, or brings its own along, tells nothing', async () => {
    const own = signingKeyFromPem(generateSigningKeyPem(), accessKeyPrefix);
    const claims = { kind: 'account', sub: newId(), sid: newId(), rev: 0, exp: 4e9 };
    const signed = async (header: Record<string, unknown>): Promise<string> =>
      await new SignJWT({ ...claims, iss: accessTokenIssuer, aud: accessTokenAudience })
        .setProtectedHeader({ alg: 'EdDSA', ...header })
        .sign(own.privateKey);
    const forgeries = [
      { kid: '../../../../dev/null' },
      { kid: "access-' or '1'='1" },
      { kid: `${accessKey.kid}\0` },
      { kid: `${accessKey.kid},${own.kid}` },
      { kid: '__proto__' },
      { kid: own.kid, jwk: own.publicJwk },
      { kid: accessKey.kid, jwk: own.publicJwk },
      { kid: accessKey.kid, jku: 'https://evil.example/jwks', x5u: 'https://evil.example/x5u' },
      {},
    ];
    for (const header of forgeries) expect(await verifier.verifyAccess(await signed(header))).toBeUndefined();
  });

  it('that is cut from two genuine ones tells nothing', async () => {
    const [one = [], other = []] = [await accessToken(), await accessToken()].map((token) => token.split('.'));
    const spliced = [
      [one[0], other[1], one[2]],
      [one[0], one[1], other[2]],
      [one[1], one[1], one[1]],
      [one[0], one[1]],
      [...one, ...other],
    ];
    for (const parts of spliced) expect(await verifier.verifyAccess(parts.join('.'))).toBeUndefined();
  });

  it('that is huge is refused before anything of it is read', async () => {
    const huge = await accessToken({ claims: { filling: 'x'.repeat(10_000) } });
    expect(await verifier.verifyAccess(huge)).toBeUndefined();
    expect(asked).toBe(0);
    expect(await verifier.verifyAccess(`${'a'.repeat(5_000_000)}.b.c`)).toBeUndefined();
  });

  it('that was good a moment ago is no longer when it has run out', async () => {
    const token = await accessToken({ seconds: 60 });
    expect(await verifier.verifyAccess(token)).toBeDefined();
    clock.advanceSeconds(66);
    expect(await verifier.verifyAccess(token)).toBeUndefined();
  });

  it('is recalled at once after it was verified, and not before, until it runs out', async () => {
    const token = await accessToken({ seconds: 60 });
    expect(verifier.recallAccess(token)).toBeUndefined();
    const claims = await verifier.verifyAccess(token);
    expect(verifier.recallAccess(token)).toBe(claims);
    expect(verifier.recallAccess(`${token}x`)).toBeUndefined();
    clock.advanceSeconds(61);
    expect(verifier.recallAccess(token)).toBeUndefined();
  });

  it('that is not genuine is never recalled', async () => {
    const forged = await accessToken({ key: paymentKey, kid: accessKey.kid });
    await verifier.verifyAccess(forged);
    expect(verifier.recallAccess(forged)).toBeUndefined();
  });

  it('is found genuine many times at once, with one question to auth', async () => {
    const tokens = await Promise.all(
      Array.from({ length: 20 }, async (_, n) => await accessToken({ claims: { sub: newId(), n } })),
    );
    const answers = await Promise.all([...tokens, ...tokens].map(async (token) => await verifier.verifyAccess(token)));
    expect(new Set(answers.map((claims) => claims?.sub)).size).toBe(tokens.length);
    expect(asked).toBe(1);
  });
});

describe('a service token', () => {
  it('tells which service calls', async () => {
    const token = await signServiceToken({ key: paymentKey, from: 'payment', to: 'ticketing', clock });
    expect(await verifier.verifyService(token, 'ticketing')).toEqual({ service: 'payment', accessTokenHash: null });
  });

  it('for another service, of another service’s key, run out, or meant for people, tells nothing', async () => {
    const genuine = await signServiceToken({ key: paymentKey, from: 'payment', to: 'ticketing', clock });
    expect(await verifier.verifyService(genuine, 'qr')).toBeUndefined();
    expect(await verifier.verifyAccess(genuine)).toBeUndefined();
    const inAnothersName = await signServiceToken({ key: paymentKey, from: 'ticketing', to: 'qr', clock });
    expect(await verifier.verifyService(inAnothersName, 'qr')).toBeUndefined();
    const withAnothersKid = await signServiceToken({
      key: { ...paymentKey, kid: ticketingKey.kid },
      from: 'ticketing',
      to: 'qr',
      clock,
    });
    expect(await verifier.verifyService(withAnothersKid, 'qr')).toBeUndefined();
    expect(
      await verifier.verifyService(await accessToken({ issuer: 'payment', audience: 'ticketing' }), 'ticketing'),
    ).toBeUndefined();
    expect(await verifier.verifyService('', 'ticketing')).toBeUndefined();
    clock.advanceSeconds(66);
    expect(await verifier.verifyService(genuine, 'ticketing')).toBeUndefined();
  });
});

describe('the keys', () => {
  const fresh = signingKeyFromPem(generateSigningKeyPem(), accessKeyPrefix);

  it('are asked for anew when a token names one that is not known, but not at every such token', async () => {
    await verifier.verifyAccess(await accessToken());
    published = { keys: [...published.keys, fresh.publicJwk] };
    expect(await verifier.verifyAccess(await accessToken({ key: fresh }))).toBeUndefined();
    expect(asked).toBe(1);
    clock.advanceSeconds(11);
    expect(await verifier.verifyAccess(await accessToken({ key: fresh }))).toBeDefined();
    const unknown = signingKeyFromPem(generateSigningKeyPem(), accessKeyPrefix);
    for (let time = 0; time < 5; time += 1) await verifier.verifyAccess(await accessToken({ key: unknown }));
    expect(asked).toBe(2);
  });

  it('that were taken back are forgotten after five minutes', async () => {
    await verifier.verifyAccess(await accessToken());
    published = { keys: [fresh.publicJwk] };
    clock.advanceSeconds(301);
    expect(await verifier.verifyAccess(await accessToken())).toBeUndefined();
  });

  it('that were taken back take along the tokens that were verified by them', async () => {
    const token = await accessToken({ seconds: 86_400 });
    expect(await verifier.verifyAccess(token)).toBeDefined();
    published = { keys: [fresh.publicJwk] };
    clock.advanceSeconds(301);
    expect(await verifier.verifyAccess(token)).toBeUndefined();
  });

  it('known so far are used while auth is away, which is asked now and then and not at every request', async () => {
    await verifier.verifyAccess(await accessToken());
    fetchKeys = async () => await Promise.reject(new Error('auth is away'));
    clock.advanceSeconds(301);
    for (let time = 0; time < 5; time += 1) expect(await verifier.verifyAccess(await accessToken())).toBeDefined();
    expect(asked).toBe(2);
    clock.advanceSeconds(11);
    expect(await verifier.verifyAccess(await accessToken())).toBeDefined();
    expect(asked).toBe(3);
  });

  it('that could never be had leave the question open: nobody is signed out', async () => {
    fetchKeys = async () => await Promise.reject(new Error('auth is away'));
    await expect(verifier.verifyAccess(await accessToken())).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    fetchKeys = async () => published;
    expect(await verifier.verifyAccess(await accessToken())).toBeDefined();
  });
});
