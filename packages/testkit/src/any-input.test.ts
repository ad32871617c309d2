import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { allOperations, pathOf } from '@safiri/contracts';
import { DomainError, systemClock } from '@safiri/kernel';
import { createHttpServer, createLog, mountRoutes, route } from '@safiri/runtime';
import { createTestTokens } from './test-tokens.ts';

const tokens = createTestTokens(systemClock);
const server = await createHttpServer({ log: createLog({ level: 'silent', service: 'test' }) });

beforeAll(async () => {
  const routes = allOperations.map((op) =>
    route(op, async (request) => {
      // What came through must be what PostgreSQL can keep.
      if (/\\u0000|\\ud[89a-f]/i.test(JSON.stringify(request.body ?? null))) throw new Error('let through');
      throw new DomainError('NOT_FOUND', 'let in');
    }),
  );
  await mountRoutes(server, { routes, verifier: tokens.verifier, development: true });
});
afterAll(async () => {
  await server.close();
});

/** Values as people, programs and attackers send them. */
const anything = fc.oneof(
  fc.jsonValue({ noUnicodeString: false, maxDepth: 3 }),
  fc.constantFrom(
    '\0',
    '\ud800',
    '',
    ' ',
    '-1',
    '1e3',
    'null',
    '__proto__',
    '../..',
    '\u202e',
    -0,
    1e308,
    2 ** 53,
    0.1,
    null,
    [],
    {},
  ),
);
const named = [
  ...new Set(
    allOperations.flatMap((op) =>
      [op.params, op.query, op.body].flatMap((part) =>
        Object.keys((part !== undefined && 'properties' in part ? part.properties : {}) ?? {}),
      ),
    ),
  ),
];
const body = fc.oneof(anything, fc.dictionary(fc.constantFrom(...named), anything, { maxKeys: 8 }));

it('whatever is sent to whatever operation, nothing is answered as our bug', async () => {
  const admin = await tokens.staff('super-admin', null);
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...allOperations),
      fc.record({
        path: fc.string({ maxLength: 40 }),
        query: fc.dictionary(fc.constantFrom(...named), fc.string({ maxLength: 20 })),
        body,
      }),
      async (op, sent) => {
        const path = pathOf(op).replace(/:\w+/g, encodeURIComponent(sent.path) || 'x');
        const response = await server.inject({
          method: op.method,
          url: `${path}?${new URLSearchParams(sent.query).toString()}`,
          headers: { authorization: `Bearer ${admin}`, 'idempotency-key': 'k', 'content-type': 'application/json' },
          ...(op.method === 'GET' || op.method === 'DELETE' ? {} : { payload: JSON.stringify(sent.body) }),
        });
        expect(response.statusCode).toBeLessThan(500);
        expect(response.headers['content-type']).toBe('application/problem+json');
        expect(response.json()).toMatchObject({ code: expect.any(String), requestId: expect.any(String) });
      },
    ),
    { numRuns: 400 },
  );
});
