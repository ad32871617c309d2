import Type from 'typebox';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { FastifyInstance } from 'fastify';
import { newId, systemClock } from '@safiri/kernel';
import { operation } from '@safiri/contracts/declaring';
import { createTestTokens } from '@safiri/testkit';
import { createHttpServer, createLog, mountRoutes, route, sessionCookie, sessionHostCookie } from '../src/index.ts';
import { answer } from './http-bed.ts';

const Whose = Type.Object({ subject: Type.Union([Type.String(), Type.Null()]) });
const whose = operation({ ...answer, id: 'whose', path: '/whose', success: { status: 200, body: Whose } });
const tokens = createTestTokens(systemClock);

let app: FastifyInstance;
beforeAll(async () => {
  app = await createHttpServer({ log: createLog({ level: 'silent', service: 'qr' }), trustProxy: 'loopback' });
  const routes = [route(whose, async ({ actor }) => ({ subject: actor.kind === 'nobody' ? null : actor.subjectId }))];
  await mountRoutes(app, { routes, verifier: tokens.verifier, development: true });
});
afterAll(async () => await app.close());

async function subjectOf(cookies: Readonly<Record<string, string>>, scheme: 'http' | 'https'): Promise<unknown> {
  const cookie = Object.entries(cookies)
    .map(([name, value]) => `${name}=${value}`)
    .join('; ');
  const headers = { cookie, 'x-forwarded-proto': scheme };
  return (await app.inject({ url: '/api/v1/qr/whose', headers })).json().subject;
}

it('over TLS only the cookie counts that no sister site can plant', async () => {
  const [own, planted] = [newId(), newId()];
  const plantedCookie = { [sessionCookie]: await tokens.guest(planted) };
  const ownCookie = { [sessionHostCookie]: await tokens.guest(own) };
  expect(await subjectOf(plantedCookie, 'https')).toBe(null);
  expect(await subjectOf({ ...plantedCookie, ...ownCookie }, 'https')).toBe(own);
  expect(await subjectOf(ownCookie, 'http')).toBe(own);
  expect(await subjectOf({ ...plantedCookie, ...ownCookie }, 'http')).toBe(own);
  expect(await subjectOf(plantedCookie, 'http')).toBe(planted);
});
