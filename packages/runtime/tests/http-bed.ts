import Type from 'typebox';
import type { FastifyInstance } from 'fastify';
import { movableClock, type MovableClock } from '@safiri/kernel';
import { operation } from '@safiri/contracts/declaring';
import { createTestTokens, type TestTokens } from '@safiri/testkit';
import { createHttpServer, createLog, mountRoutes, route, type Route } from '../src/index.ts';

const Text = Type.String({ minLength: 1, maxLength: 80 });
const declared = { service: 'qr', summary: 'For tests', who: { kind: 'anyone' }, refusals: {} } as const;

/** Takes something in every part of a request and answers what its use case was given. */
export const echo = operation({
  ...declared,
  id: 'echo',
  method: 'POST',
  path: '/echo/:id',
  params: Type.Object({ id: Text }),
  query: Type.Object({
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
    big: Type.Optional(Type.Integer()),
    ratio: Type.Optional(Type.Number()),
    yes: Type.Optional(Type.Boolean()),
    text: Type.Optional(Text),
    uuid: Type.Optional(Type.String({ format: 'uuid' })),
  }),
  body: Type.Object({
    text: Text,
    uuids: Type.Optional(Type.Array(Type.Union([Type.String({ format: 'uuid' }), Type.Null()]))),
    count: Type.Optional(Type.Integer()),
    open: Type.Optional(Type.Boolean()),
    list: Type.Optional(Type.Array(Type.Object({ name: Text, 'a/b~c': Type.Optional(Text) }))),
    anything: Type.Optional(Type.Unknown()),
  }),
  success: { status: 200, body: Type.Unknown() },
});

export const download = operation({
  ...declared,
  id: 'download',
  method: 'GET',
  path: '/file',
  success: { status: 200, file: 'text/csv' },
});

export const answer = operation({
  ...declared,
  id: 'answer',
  method: 'GET',
  path: '/answer',
  success: {
    status: 200,
    body: Type.Object({
      name: Text,
      nested: Type.Union([Type.Object({ kind: Type.Literal('seat'), label: Text }), Type.Null()]),
      list: Type.Array(Type.Object({ n: Type.Integer() })),
    }),
  },
});

export const upload = operation({
  ...declared,
  id: 'upload',
  method: 'POST',
  path: '/files',
  who: { kind: 'account' },
  upload: { mediaTypes: ['application/zip'], maxBytes: 200 * 1024 },
  success: { status: 200, body: Type.Object({ bytes: Type.Integer() }) },
});

/** A read that names its content, kept by nobody without asking. */
export const named = operation({
  ...declared,
  id: 'named',
  method: 'GET',
  path: '/named',
  etag: true,
  success: { status: 200, body: Type.Object({ text: Type.String() }) },
});

/** The same for one reader alone, who may use it for a while. */
export const kept = operation({
  ...named,
  id: 'kept',
  path: '/kept',
  who: { kind: 'visitor' },
  cache: { maxAgeSeconds: 30 },
});

/** Takes no body and answers none. */
export const touch = operation({
  ...declared,
  id: 'touch',
  method: 'POST',
  path: '/touches',
  who: { kind: 'visitor' },
  success: { status: 204 },
});

export const keyed = operation({
  ...declared,
  id: 'keyed',
  method: 'POST',
  path: '/keyed',
  idempotencyKey: true,
  success: { status: 200, body: Type.Object({ key: Type.String() }) },
});

export const fail = operation({
  ...declared,
  id: 'fail',
  method: 'GET',
  path: '/failures',
  success: { status: 204 },
  refusals: { SEATS_TAKEN: 409 },
});

/** Like a payment company's callback: any JSON. */
export const anyJson = operation({
  ...declared,
  id: 'anyJson',
  method: 'PUT',
  path: '/any',
  body: Type.Unknown(),
  success: { status: 204 },
});

export type HttpBed = { readonly app: FastifyInstance; readonly tokens: TestTokens; readonly clock: MovableClock };

/** The routes on a server of their own, as a service's process serves them. */
export async function openHttpBed(
  routes: readonly Route[],
  log = createLog({ level: 'silent', service: 'qr' }),
): Promise<HttpBed> {
  const clock = movableClock(new Date('2026-03-29T10:00:00Z'));
  const tokens = createTestTokens(clock);
  const app = await createHttpServer({ log });
  await mountRoutes(app, { routes, verifier: tokens.verifier, development: true });
  return { app, tokens, clock };
}

export const echoing = route(echo, async ({ params, query, body }) => ({ params, query, body }));
