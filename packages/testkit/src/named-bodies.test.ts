import fc from 'fast-check';
import Type, { type TSchema } from 'typebox';
import { Value } from 'typebox/value';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { allOperations, operation, Order } from '@safiri/contracts';
import { systemClock } from '@safiri/kernel';
import { createHttpServer, createLog, mountRoutes, route } from '@safiri/runtime';
import { createTestTokens } from './test-tokens.ts';
import { valuesOf } from './values-of.ts';

const Person = Type.Object({ name: Type.String(), age: Type.Optional(Type.Integer()) });
/** Every kind of schema, also those that no contract uses today. */
const kinds: Record<string, TSchema> = {
  'an object in a list': Type.Object({ people: Type.Array(Person), at: Type.String() }),
  'an object that takes nothing else': Type.Object({ a: Person }, { additionalProperties: false }),
  'a record': Type.Record(Type.String(), Person),
  'a record of some names': Type.Object({ byName: Type.Record(Type.String({ pattern: '^[a-m]+$' }), Person) }),
  'an intersection': Type.Intersect([Person, Type.Object({ friends: Type.Array(Person) })]),
  'a tuple': Type.Tuple([Person, Type.Integer(), Type.Array(Person)]),
  'something nullable': Type.Object({ person: Type.Union([Person, Type.Null()]), n: Type.Optional(Type.Null()) }),
  'a choice by kind': Type.Union([
    Type.Object({ kind: Type.Literal('a'), a: Person }),
    Type.Object({ kind: Type.Union([Type.Literal('b'), Type.Literal('c')]), b: Type.Optional(Person) }),
  ]),
  'a choice of which one contains the other': Type.Union([
    Type.Object({ name: Type.String() }),
    Type.Object({ name: Type.String(), age: Type.Integer() }),
    Type.Array(Person),
    Type.String(),
  ]),
  'the richest of our answers': Order,
  'a schema of one’s own': Type.Object({ own: Type.Unsafe({ type: 'object' }), any: Type.Unknown() }),
};
const ofContracts = allOperations.flatMap((op): [string, TSchema][] =>
  op.body === undefined ? [] : [[`the body of ${op.id}`, op.body]],
);
const schemas = [...Object.entries(kinds), ...ofContracts];

const tokens = createTestTokens(systemClock);
const server = await createHttpServer({ log: createLog({ level: 'silent', service: 'test' }) });
let given: unknown;

function taking(body: TSchema, n: number) {
  const op = operation({
    id: `take${n}`,
    service: 'qr',
    method: 'POST',
    path: `/taken/${n}`,
    summary: 'For tests',
    who: { kind: 'anyone' },
    body,
    success: { status: 204 },
    refusals: {},
  });
  return route(op, async (request) => void (given = request.body));
}

beforeAll(async () => {
  const routes = schemas.map(([, schema], n) => taking(schema, n));
  await mountRoutes(server, { routes, verifier: tokens.verifier, development: true });
});
afterAll(async () => {
  await server.close();
});

const junk = fc.dictionary(
  fc.string({ maxLength: 5 }).filter((name) => name !== '__proto__'),
  fc.jsonValue({ maxDepth: 1 }),
  { maxKeys: 2 },
);

it.each(schemas.map(([name, schema], n) => ({ name, schema, n })))(
  'a use case is given what its schema names, as TypeBox cleans it: $name',
  async ({ schema, n }) => {
    let fitting = 0;
    await fc.assert(
      fc.asyncProperty(valuesOf(schema, { beside: junk }), async (generated) => {
        const payload = JSON.stringify(generated);
        const sent: unknown = JSON.parse(payload);
        // What reaches for prototypes is refused before it is cleaned.
        if (/"(__proto__|constructor)"/.test(payload) || !Value.Check(schema, sent)) return;
        fitting += 1;
        const headers = { 'content-type': 'application/json' };
        const response = await server.inject({ method: 'POST', url: `/api/v1/qr/taken/${n}`, headers, payload });
        expect({ status: response.statusCode, given }).toEqual({ status: 204, given: Value.Clean(schema, sent) });
      }),
      { numRuns: 10 },
    );
    expect(fitting).toBeGreaterThan(0);
  },
);

it('an operation whose body is of a kind that cannot be cleaned is not mounted', async () => {
  const mounting = async (body: TSchema): Promise<void> => {
    const other = await createHttpServer({ log: createLog({ level: 'silent', service: 'test' }) });
    await mountRoutes(other, { routes: [taking(body, 0)], verifier: tokens.verifier, development: true });
  };
  await expect(mounting(Type.Object({ a: Type.Array(Type.Ref('Elsewhere')) }))).rejects.toThrow('where it is used');
  await expect(mounting(Type.Object({}, { additionalProperties: true }))).rejects.toThrow('by a record');
});
