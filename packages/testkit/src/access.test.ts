import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allOperations, pathOf, permissionsByRole, roles, serviceNames, type Operation } from '@safiri/contracts';
import { DomainError, newId, systemClock } from '@safiri/kernel';
import { createHttpServer, createLog, mountRoutes, route, serviceTokenHeader, sessionCookie } from '@safiri/runtime';
import { createTestTokens } from './test-tokens.ts';

const tokens = createTestTokens(systemClock);
const companyId = newId();

/** Everybody who may knock, with the headers they knock with. */
type Caller = {
  readonly name: string;
  readonly kind: string;
  readonly headers: (op: Operation) => Promise<Record<string, string>>;
};

const bearer = (token: string): Record<string, string> => ({ authorization: `Bearer ${token}` });
const callers: readonly Caller[] = [
  { name: 'nobody', kind: 'nobody', headers: async () => ({}) },
  { name: 'a guest', kind: 'guest', headers: async () => bearer(await tokens.guest()) },
  { name: 'a customer', kind: 'customer', headers: async () => bearer(await tokens.customer()) },
  ...roles.map((role) => ({
    name: role,
    kind: role,
    headers: async () => bearer(await tokens.staff(role, role === 'super-admin' ? null : companyId)),
  })),
  ...serviceNames.map((service) => ({
    name: `service ${service}`,
    kind: service,
    headers: async (op: Operation) => ({ [serviceTokenHeader]: await tokens.service(service, op.service) }),
  })),
];

/** What the declaration of an operation says, written down a second time: may this caller in? */
function mayEnter({ who, proof, showsPassengers }: Operation, { kind }: Caller): boolean {
  // Whoever proves a key; nobody here has one.
  if (who.kind === 'anyone') return proof !== 'required';
  if (who.kind === 'service') return who.callers.some((service) => service === kind);
  const role = roles.find((each) => each === kind);
  // Without a company's consent the platform does not see who its passengers are.
  if (showsPassengers === true && role === 'super-admin') return false;
  if (who.kind === 'staff') return role !== undefined && permissionsByRole[role].includes(who.permission);
  return role !== undefined || kind === 'customer' || (who.kind === 'visitor' && kind === 'guest');
}

let app: FastifyInstance;

beforeAll(async () => {
  app = await createHttpServer({ log: createLog({ level: 'silent', service: 'test' }) });
  const routes = allOperations.map((op) =>
    route(op, async () => {
      throw new DomainError('NOT_FOUND', 'let in');
    }),
  );
  await mountRoutes(app, { routes, verifier: tokens.verifier, development: true });
});
afterAll(async () => {
  await app.close();
});

/** Let in, or the refusal of the door. What is not a valid request is let in as well: it is read behind the door. */
async function knock(op: Operation, headers: Record<string, string>): Promise<number | 'in'> {
  const response = await app.inject({ method: op.method, url: pathOf(op).replace(/:\w+/g, '1'), headers });
  return [401, 403].includes(response.statusCode) ? response.statusCode : 'in';
}

describe.each(allOperations.map((op) => ({ op, id: op.id })))('$id', ({ op }) => {
  it('lets in whom its declaration names, and nobody else', async () => {
    const expected = callers.map((caller) => `${caller.name}: ${mayEnter(op, caller) ? 'in' : 'out'}`);
    const actual = await Promise.all(
      callers.map(
        async (caller) => `${caller.name}: ${(await knock(op, await caller.headers(op))) === 'in' ? 'in' : 'out'}`,
      ),
    );
    expect(actual).toEqual(expected);
  });

  it('asks whom it does not know to sign in, and refuses whom it knows', async () => {
    if (op.who.kind === 'anyone') return;
    expect(await knock(op, {})).toBe(401);
    if (op.who.kind === 'staff') expect(await knock(op, bearer(await tokens.customer()))).toBe(403);
    if (op.who.kind === 'service') {
      const other = serviceNames.find((service) => service !== op.service) ?? 'auth';
      const forAnother = await tokens.service('payment', other);
      expect(await knock(op, { [serviceTokenHeader]: forAnother })).toBe(401);
      expect(await knock(op, bearer(await tokens.staff('super-admin', null)))).toBe(401);
      expect(await knock(op, { [serviceTokenHeader]: await tokens.staff('super-admin', null) })).toBe(401);
    }
  });

  it('takes a write by cookie from our own pages only', async () => {
    if (op.who.kind === 'anyone' || op.who.kind === 'service') return;
    const token =
      op.showsPassengers === true ? tokens.staff('company-admin', companyId) : tokens.staff('super-admin', null);
    const cookie = `${sessionCookie}=${await token}`;
    const from = async (headers: Record<string, string>): Promise<number | 'in'> =>
      await knock(op, { cookie, host: 'safiri.example', ...headers });
    const foreign = op.method === 'GET' ? 'in' : 403;
    expect({
      own: await from({ 'sec-fetch-site': 'same-origin' }),
      typed: await from({ 'sec-fetch-site': 'none' }),
      ownByOrigin: await from({ origin: 'https://safiri.example' }),
      sister: await from({ 'sec-fetch-site': 'same-site', origin: 'https://safiri.example' }),
      foreign: await from({ 'sec-fetch-site': 'cross-site' }),
      foreignByOrigin: await from({ origin: 'https://evil.example' }),
      noOrigin: await from({ origin: 'null' }),
      unsaid: await from({}),
      byBearer: await knock(op, { ...bearer(await token), 'sec-fetch-site': 'cross-site' }),
    }).toEqual({
      own: 'in',
      typed: 'in',
      ownByOrigin: 'in',
      sister: foreign,
      foreign,
      foreignByOrigin: foreign,
      noOrigin: foreign,
      unsaid: foreign,
      byBearer: 'in',
    });
  });
});

it('what is served between services is not served under /api, and the other way round', () => {
  for (const op of allOperations)
    expect(pathOf(op)).toMatch(op.who.kind === 'service' ? /^\/internal\/v1\// : /^\/api\/v1\//);
});
