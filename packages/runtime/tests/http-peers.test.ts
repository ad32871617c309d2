import { SignJWT, type JWTPayload } from 'jose';
import Type from 'typebox';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FastifyInstance } from 'fastify';
import { movableClock, newId } from '@safiri/kernel';
import { operation, pathOf, type Operation, type ServiceName } from '@safiri/contracts/declaring';
import {
  accessKeyPrefix,
  accessTokenAudience,
  accessTokenIssuer,
  cachedKeySource,
  createHttpServer,
  createLog,
  createTokenVerifier,
  generateSigningKeyPem,
  mountRoutes,
  route,
  serviceSigningKey,
  serviceTokenHeader,
  signingKeyFromPem,
  signServiceToken,
} from '../src/index.ts';
import { answer, touch } from './http-bed.ts';

const success = { status: 200, body: Type.Object({ subject: Type.Union([Type.String(), Type.Null()]) }) } as const;
const who = { kind: 'service', callers: ['payment'] } as const;
const asked = operation({ ...answer, id: 'asked', path: '/asked', who, success });
const told = operation({ ...touch, id: 'told', path: '/told', who });

const accessKey = signingKeyFromPem(generateSigningKeyPem(), accessKeyPrefix);
const paymentKey = serviceSigningKey('payment', generateSigningKeyPem());
const clock = movableClock(new Date('2026-03-29T10:00:00Z'));
const subject = newId();

let app: FastifyInstance;
let revoked: Set<string>;

beforeEach(async () => {
  revoked = new Set();
  const published = { keys: [accessKey.publicJwk, paymentKey.publicJwk] };
  const verifier = createTokenVerifier({
    keys: cachedKeySource(async () => published, clock),
    clock,
    revocations: { takeBack: ({ sid }) => revoked.has(sid), areCurrent: () => true },
    readPermissionSet: async () => ({ held: [] }),
  });
  app = await createHttpServer({ log: createLog({ level: 'silent', service: 'qr' }) });
  const routes = [
    route(asked, async ({ actor }) => ({ subject: actor.onBehalfOf?.subjectId ?? null })),
    route(told, async () => undefined),
  ];
  await mountRoutes(app, { routes, verifier, development: true });
});
afterEach(async () => await app.close());

async function userToken(claims: JWTPayload = {}, audience = accessTokenAudience): Promise<string> {
  const now = Math.floor(clock.now().getTime() / 1000);
  return await new SignJWT({ kind: 'account', sub: subject, sid: newId(), rev: 0, jti: newId(), ...claims })
    .setProtectedHeader({ alg: 'EdDSA', kid: accessKey.kid })
    .setIssuer(accessTokenIssuer)
    .setAudience(audience)
    .setIssuedAt(now)
    .setExpirationTime(now + 60)
    .sign(accessKey.privateKey);
}

async function serviceToken(accessToken?: string, to: ServiceName = 'qr'): Promise<string> {
  return await signServiceToken({ key: paymentKey, from: 'payment', to, clock, accessToken });
}

type Shown = { readonly service?: string; readonly user?: string | undefined };

async function call(
  { service, user }: Shown,
  op: Operation = asked,
): Promise<{ readonly status: number; readonly body: string }> {
  const headers = {
    ...(service === undefined ? {} : { [serviceTokenHeader]: service }),
    ...(user === undefined ? {} : { authorization: `Bearer ${user}` }),
  };
  const { statusCode, body } = await app.inject({ method: op.method, url: pathOf(op), headers });
  return { status: statusCode, body };
}

/** Both tokens, the service's naming the user's. */
async function pair(user: string): Promise<Shown> {
  return { service: await serviceToken(user), user };
}

describe('a call between services', () => {
  it('names whose request caused it, and nobody where a service calls of its own accord', async () => {
    expect(await call(await pair(await userToken()))).toEqual({ status: 200, body: JSON.stringify({ subject }) });
    expect(await call({ service: await serviceToken() })).toEqual({ status: 200, body: '{"subject":null}' });
  });

  it('is nobody’s with a user’s token alone, or a token of another service’s callee', async () => {
    const user = await userToken();
    expect((await call({ user })).status).toBe(401);
    expect((await call({ service: await serviceToken(user, 'ticketing'), user })).status).toBe(401);
  });

  it('is refused when only one of two tokens that belong together comes, or another user’s', async () => {
    const [user, another] = [await userToken(), await userToken()];
    expect((await call({ service: await serviceToken(user) })).status).toBe(401);
    expect((await call({ service: await serviceToken(), user })).status).toBe(401);
    expect((await call({ service: await serviceToken(another), user })).status).toBe(401);
  });

  it('is refused with a user’s token that the door would refuse: of another audience, forged, revoked or run out', async () => {
    expect((await call(await pair(await userToken({}, 'another-system')))).status).toBe(401);
    const [head, , signature] = (await userToken()).split('.');
    const claims = { kind: 'account', sub: newId(), sid: newId(), rev: 0, jti: newId(), exp: 4e9 };
    const forged = `${head}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.${signature}`;
    expect((await call(await pair(forged))).status).toBe(401);
    const sid = newId();
    const user = await userToken({ sid });
    expect((await call(await pair(user))).status).toBe(200);
    revoked.add(sid);
    expect((await call(await pair(user))).status).toBe(401);
    const old = await userToken();
    clock.advanceSeconds(66);
    expect((await call(await pair(old))).status).toBe(401);
  });

  it('takes a token that is bound to a key from the service that has seen the proof', async () => {
    const bound = await userToken({ device: newId(), cnf: { jkt: 'x'.repeat(43) }, companyId: newId() });
    expect((await call(await pair(bound))).status).toBe(200);
  });

  it('changes nothing for whoever looks at a company by its consent', async () => {
    const looking = await userToken({ companyId: newId(), support: newId() });
    expect((await call(await pair(looking))).status).toBe(200);
    expect((await call(await pair(looking), told)).status).toBe(403);
    expect((await call(await pair(await userToken()), told)).status).toBe(204);
  });
});
