import { calculateJwkThumbprint, exportJWK, generateKeyPair, SignJWT, type JWK } from 'jose';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createClient, createProver, makeDeviceKey, type DeviceKey } from '@safiri/client';
import { getMyAccount, getPairedDevice, pathOf, scanTicket } from '@safiri/contracts';
import { movableClock, newId, systemClock, type MovableClock } from '@safiri/kernel';
import { createHttpServer, createLog, mountRoutes, route, sessionCookie } from '@safiri/runtime';
import { createTestTokens, type TestTokens } from './test-tokens.ts';

const account = {
  accountId: newId(),
  name: 'D',
  email: null,
  phone: '+250788555001',
  locale: 'en',
  platform: false,
  companyId: newId(),
};
const address = pathOf(getMyAccount);
let app: FastifyInstance;
let tokens: TestTokens;
let clock: MovableClock;
let key: DeviceKey;
let thumbprint: string;
let accessToken: string;
let provenKeys: (string | null)[];

beforeAll(async () => {
  clock = movableClock(systemClock.now());
  tokens = createTestTokens(clock);
  app = await createHttpServer({ log: createLog({ level: 'silent', service: 'test' }) });
  const routes = [
    route(getMyAccount, async () => account),
    route(getPairedDevice, async ({ provenKey }) => {
      provenKeys.push(provenKey);
      return { device: device(), people: [] };
    }),
  ];
  await mountRoutes(app, { routes, verifier: tokens.verifier, development: true });
  await app.listen({ port: 0, host: '127.0.0.1' });
});
afterAll(async () => await app.close());
beforeEach(async () => {
  provenKeys = [];
  key = await makeDeviceKey();
  thumbprint = await calculateJwkThumbprint(await exportJWK(key.publicKey));
  accessToken = await tokens.onDevice('driver', account.companyId, { deviceId: newId(), thumbprint });
});

function device() {
  const at = clock.now().toISOString();
  const names = { companyId: newId(), branchId: null, name: 'D', purpose: 'scanner' as const };
  return { deviceId: newId(), ...names, state: 'active' as const, pairedAt: at, lastSeenAt: at };
}

type Forgery = {
  readonly claims?: Record<string, unknown>;
  readonly header?: Record<string, unknown>;
  readonly signedBy?: Parameters<SignJWT['sign']>[0];
};

/** A proof as a program of any kind may make it; what is not said is right. */
async function proofWith({ claims = {}, header = {}, signedBy = key.privateKey }: Forgery = {}): Promise<string> {
  const jwk = await exportJWK(key.publicKey);
  const ath = Buffer.from(await crypto.subtle.digest('SHA-256', Buffer.from(accessToken))).toString('base64url');
  const iat = Math.floor(clock.now().getTime() / 1000);
  const right = { jti: newId(), htm: 'GET', htu: `${app.listeningOrigin}${address}`, iat, ath };
  return await new SignJWT({ ...right, ...claims })
    .setProtectedHeader({ typ: 'dpop+jwt', alg: 'ES256', jwk, ...header })
    .sign(signedBy);
}

async function knock(headers: Record<string, string>): Promise<string> {
  const response = await fetch(`${app.listeningOrigin}${address}`, { headers });
  const answer = (await response.json()) as { code?: string };
  return answer.code ?? 'in';
}
const bound = async (dpop: string): Promise<string> => await knock({ authorization: `DPoP ${accessToken}`, dpop });

describe('a token that is bound to a key', () => {
  it('lets in with a proof of the key for this request, the query not counted', async () => {
    expect(await bound(await proofWith())).toBe('in');
    const asDevice = createClient({ baseUrl: app.listeningOrigin, accessToken, prover: createProver(key, clock) });
    expect((await asDevice(getMyAccount, {})).ok).toBe(true);
  });

  it('is worth nothing alone: not as a bearer, not in a cookie, not with an empty proof', async () => {
    expect(await knock({ authorization: `Bearer ${accessToken}` })).toBe('PROOF_INVALID');
    expect(await knock({ authorization: `Bearer ${accessToken}`, dpop: await proofWith() })).toBe('PROOF_INVALID');
    expect(await knock({ cookie: `${sessionCookie}=${accessToken}` })).toBe('PROOF_INVALID');
    expect(await knock({ authorization: `DPoP ${accessToken}` })).toBe('PROOF_INVALID');
    expect(await bound('')).toBe('PROOF_INVALID');
    expect(await bound('a.b.c')).toBe('PROOF_INVALID');
  });

  it('is refused with the proof of another key, also one that names the right key and is signed by another', async () => {
    const other = await makeDeviceKey();
    const jwk = await exportJWK(other.publicKey);
    expect(await bound(await proofWith({ header: { jwk }, signedBy: other.privateKey }))).toBe('PROOF_INVALID');
    expect(await bound(await proofWith({ signedBy: other.privateKey }))).toBe('PROOF_INVALID');
  });

  it('takes a proof once, however many send it at the same moment', async () => {
    const proof = await proofWith();
    const answers = await Promise.all(Array.from({ length: 6 }, async () => await bound(proof)));
    expect(answers.filter((answer) => answer === 'in')).toHaveLength(1);
    clock.advanceSeconds(60);
    expect(await bound(proof)).toBe('PROOF_INVALID');
  });

  it.each<[string, Record<string, unknown>]>([
    ['another method', { htm: 'POST' }],
    ['another path', { htu: 'PATH' }],
    ['another host', { htu: 'https://elsewhere.example/api/v1/auth/accounts/me' }],
    ['no address', { htu: 'nowhere' }],
    ['another token', { ath: 'x'.repeat(43) }],
    ['no token', { ath: undefined }],
    ['no time', { iat: undefined }],
    ['no name of its own', { jti: undefined }],
    ['a name too short to be random', { jti: '1' }],
    ['a name too long to remember', { jti: 'x'.repeat(65) }],
  ])('is refused with a proof for %s', async (_case, claims) => {
    const { htu } = claims;
    const said = htu === 'PATH' ? { htu: `${app.listeningOrigin}${pathOf(scanTicket)}` } : claims;
    expect(await bound(await proofWith({ claims: said }))).toBe('PROOF_INVALID');
  });

  it('is refused with a proof that is stale or from the future, as far as clocks may differ', async () => {
    const now = Math.floor(clock.now().getTime() / 1000);
    const at = async (seconds: number) => await bound(await proofWith({ claims: { iat: now + seconds } }));
    expect([await at(-62), await at(-58), await at(58), await at(62)]).toEqual([
      'PROOF_INVALID',
      'in',
      'in',
      'PROOF_INVALID',
    ]);
  });

  it('is refused with what is no proof by ES256 and a public key', async () => {
    const secret = new TextEncoder().encode('x'.repeat(32));
    const extractable = await generateKeyPair('ES256', { extractable: true });
    const own: JWK = await exportJWK(extractable.privateKey);
    const ed25519 = await generateKeyPair('Ed25519');
    const unsigned = (await proofWith()).split('.');
    const none = Buffer.from(JSON.stringify({ typ: 'dpop+jwt', alg: 'none' })).toString('base64url');
    for (const proof of [
      await proofWith({ header: { typ: 'JWT' } }),
      await proofWith({ header: { alg: 'HS256', jwk: { kty: 'oct', k: 'eA' } }, signedBy: secret }),
      await proofWith({ header: { jwk: own }, signedBy: extractable.privateKey }),
      await proofWith({ header: { jwk: undefined } }),
      await proofWith({
        header: { alg: 'EdDSA', jwk: await exportJWK(ed25519.publicKey) },
        signedBy: ed25519.privateKey,
      }),
      `${none}.${unsigned[1] ?? ''}.`,
      `${unsigned[0] ?? ''}.${unsigned[1] ?? ''}.`,
      `${(await proofWith()).slice(0, -4)}AAAA`,
      `${await proofWith()}, ${await proofWith()}`,
      'x'.repeat(3_000),
      accessToken,
    ])
      expect(await bound(proof), proof.slice(0, 60)).toBe('PROOF_INVALID');
  });

  it('that has run out or was made up is nobody’s, with a proof or without', async () => {
    expect(await knock({ authorization: 'DPoP a.b.c', dpop: await proofWith() })).toBe('UNAUTHENTICATED');
    const unbound = await tokens.customer();
    expect(await knock({ authorization: `DPoP ${unbound}`, dpop: await proofWith() })).toBe('PROOF_INVALID');
    expect(await knock({ authorization: `Bearer ${unbound}` })).toBe('in');
  });
});

describe('a device whose clock is wrong', () => {
  it('learns from the first refusal what to add, and proves again', async () => {
    // The server's own header says the present, so its clock has to be there too.
    clock.set(systemClock.now());
    const slow = movableClock(new Date(clock.now().getTime() - 3 * 86_400_000));
    const asDevice = createClient({ baseUrl: app.listeningOrigin, accessToken, prover: createProver(key, slow) });
    expect((await asDevice(getMyAccount, {})).ok).toBe(true);
    expect((await asDevice(getMyAccount, {})).ok).toBe(true);
  });
});

describe('an operation that asks for a key', () => {
  it('is given the key of the proof, once, and refuses whoever proves none', async () => {
    const prover = createProver(key, clock);
    const url = `${app.listeningOrigin}${pathOf(getPairedDevice)}`;
    const dpop = await prover.prove({ method: 'GET', url });
    expect((await fetch(url, { headers: { dpop } })).status).toBe(200);
    const again = await fetch(url, { headers: { dpop } });
    expect([again.status, again.headers.get('www-authenticate')]).toEqual([401, expect.stringMatching(/^DPoP /)]);
    expect((await fetch(url)).status).toBe(401);
    expect(provenKeys).toEqual([thumbprint]);
  });
});
