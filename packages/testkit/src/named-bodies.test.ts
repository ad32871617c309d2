import fc from 'fast-check';
import Type, {
  IsArray,
  IsBoolean,
  IsInteger,
  IsIntersect,
  IsLiteral,
  IsNever,
  IsNull,
  IsNumber,
  IsObject,
  IsOptional,
  IsRecord,
  IsString,
  IsTuple,
  IsUnion,
  RecordValue,
  type TSchema,
} from 'typebox';
import { Value } from 'typebox/value';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { allOperations, operation, Order } from '@safiri/contracts';
import { systemClock } from '@safiri/kernel';
import { createHttpServer, createLog, mountRoutes, route } from '@safiri/runtime';
import { createTestTokens } from './test-tokens.ts';

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

/** Values that nearly always fit, with members that the schema does not name. */
function valuesOf(schema: TSchema): fc.Arbitrary<unknown> {
  if (IsLiteral(schema)) return fc.constant(schema.const);
  if (IsNull(schema)) return fc.constant(null);
  if (IsBoolean(schema)) return fc.boolean();
  if (IsString(schema)) return textsOf(schema);
  if (IsInteger(schema) || IsNumber(schema)) {
    const { minimum: min = 0, maximum: max = 99 } = limitsOf(schema);
    return fc.integer({ min, max: Math.min(max, 2 ** 31 - 1) });
  }
  if (IsUnion(schema)) return fc.oneof(...schema.anyOf.map(valuesOf));
  if (IsTuple(schema)) return fc.tuple(...schema.items.map(valuesOf));
  if (IsArray(schema))
    return fc.array(valuesOf(schema.items), { minLength: limitsOf(schema).minItems ?? 0, maxLength: 3 });
  if (IsRecord(schema))
    return fc
      .tuple(fc.dictionary(fc.stringMatching(/^[a-z]{1,3}$/), valuesOf(RecordValue(schema)), { maxKeys: 3 }))
      .map(([entries]) => ({ ...entries }));
  if (IsIntersect(schema)) return fc.tuple(...schema.allOf.map(valuesOf)).map((parts) => Object.assign({}, ...parts));
  if (IsObject(schema)) {
    const members = Object.entries(schema.properties).filter(([, member]) => !IsNever(member));
    const requiredKeys = members.flatMap(([name, member]) => (IsOptional(member) ? [] : [name]));
    const named = fc.record(Object.fromEntries(members.map(([name, member]) => [name, valuesOf(member)])), {
      requiredKeys,
    });
    return fc
      .tuple(junk, named)
      .map(([more, value]) => ('additionalProperties' in schema ? { ...value } : { ...more, ...value }));
  }
  return fc.dictionary(fc.constantFrom('a', 'b'), fc.jsonValue({ maxDepth: 2 }));
}

type Limits = {
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly minLength?: number;
  readonly format?: string;
  readonly pattern?: string;
};

function limitsOf(schema: TSchema): Limits {
  return JSON.parse(JSON.stringify(schema));
}

/** By format or pattern; the pattern of names is dear to draw from. */
const texts: Readonly<Record<string, fc.Arbitrary<string>>> = {
  '\\S': fc.constantFrom('Ann', ' B '),
  uuid: fc.uuid(),
  email: fc.constant('a@example.org'),
  date: fc.constant('2026-03-29'),
  'date-time': fc.constant('2026-03-29T10:00:00Z'),
};

function textsOf(schema: TSchema): fc.Arbitrary<string> {
  const { format = '', pattern, minLength = 0 } = limitsOf(schema);
  const known = texts[format] ?? texts[pattern ?? ''];
  if (known !== undefined) return known;
  if (pattern !== undefined) return fc.stringMatching(new RegExp(pattern)).map((text) => text.padEnd(minLength, 'a'));
  return fc.string({ minLength, maxLength: Math.max(minLength, 6) });
}

it.each(schemas.map(([name, schema], n) => ({ name, schema, n })))(
  'a use case is given what its schema names, as TypeBox cleans it: $name',
  async ({ schema, n }) => {
    let fitting = 0;
    await fc.assert(
      fc.asyncProperty(valuesOf(schema), async (generated) => {
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
