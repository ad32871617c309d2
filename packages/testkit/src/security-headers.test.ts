import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { allEventStreams, allOperations, pathOf, type Operation } from '@safiri/contracts';
import { DomainError, systemClock } from '@safiri/kernel';
import { createHttpServer, createLog, mountRoutes, route } from '@safiri/runtime';
import { createTestTokens } from './test-tokens.ts';

/** Every operation and stream of the contracts is asked, whether it lets the caller in or not. */
const everything: readonly Operation[] = [...allOperations, ...allEventStreams];

let app: FastifyInstance;
beforeAll(async () => {
  app = await createHttpServer({ log: createLog({ level: 'silent', service: 'test' }), trustProxy: 'loopback' });
  const routes = everything.map((op) =>
    route(op, async () => {
      throw new DomainError('NOT_FOUND', 'let in');
    }),
  );
  await mountRoutes(app, { routes, verifier: createTestTokens(systemClock).verifier, development: true });
});
afterAll(async () => await app.close());

const expected = {
  'x-content-type-options': 'nosniff',
  'content-security-policy': "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=()',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
};

const asked = [
  ...everything.map((op) => ({ method: op.method, url: pathOf(op).replace(/:\w+/g, '1') })),
  { method: 'GET', url: '/nothing/here' },
  { method: 'GET', url: '/%c3%28' },
  { method: 'GET', url: `/api/v1/${'long'.repeat(100)}` },
] as const;

it.each(asked)('the answer to $method $url lets browsers do nothing with it', async ({ method, url }) => {
  const { headers } = await app.inject({ method, url });
  expect(headers).toMatchObject(expected);
  expect(headers['strict-transport-security']).toBeUndefined();
});

it('over TLS, browsers are told to come by TLS alone from now on', async () => {
  const { headers } = await app.inject({ url: '/', headers: { 'x-forwarded-proto': 'https' } });
  expect(headers['strict-transport-security']).toBe('max-age=31536000; includeSubDomains');
});
