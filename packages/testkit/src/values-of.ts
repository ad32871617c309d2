import fc from 'fast-check';

/** The parts of JSON Schema that our contracts use, as the OpenAPI document writes them. */
export type JsonSchema = {
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly not?: unknown;
  readonly anyOf?: readonly JsonSchema[];
  readonly allOf?: readonly JsonSchema[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: unknown;
  readonly patternProperties?: Readonly<Record<string, JsonSchema>>;
  readonly items?: JsonSchema | readonly JsonSchema[];
  readonly uniqueItems?: boolean;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly format?: string;
  readonly pattern?: string;
};

export type ValuesOptions = {
  /** What a member of that name is drawn from instead, e.g. ids that exist; undefined for what its schema says. */
  readonly named?: (name: string, schema: JsonSchema) => fc.Arbitrary<unknown> | undefined;
  /** Members beside those that an object's schema names. */
  readonly beside?: fc.Arbitrary<object>;
};

/** Values that nearly always fit a schema; a schema of TypeBox is one of JSON as well. */
export function valuesOf(schema: object, options: ValuesOptions = {}): fc.Arbitrary<unknown> {
  return drawn(JSON.parse(JSON.stringify(schema)), options);
}

function drawn(schema: JsonSchema, options: ValuesOptions): fc.Arbitrary<unknown> {
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  if (schema.anyOf !== undefined) return fc.oneof(...schema.anyOf.map((choice) => drawn(choice, options)));
  if (schema.allOf !== undefined)
    return fc.tuple(...schema.allOf.map((part) => drawn(part, options))).map((parts) => Object.assign({}, ...parts));
  switch (schema.type) {
    case 'null':
      return fc.constant(null);
    case 'boolean':
      return fc.boolean();
    case 'string':
      return textsOf(schema);
    case 'integer':
    case 'number':
      return numbersOf(schema);
    case 'array':
      return listsOf(schema, options);
    default:
      return schema.patternProperties === undefined ? objectsOf(schema, options) : recordsOf(schema, options);
  }
}

/** Small ones, so that a stop, a seat or an amount is often one that there is. */
function numbersOf({ minimum: min = 0, maximum = 99 }: JsonSchema): fc.Arbitrary<number> {
  const max = Math.min(maximum, 2 ** 31 - 1);
  return fc.oneof({ weight: 3, arbitrary: fc.integer({ min, max: Math.min(max, min + 9) }) }, fc.integer({ min, max }));
}

function listsOf(schema: JsonSchema, options: ValuesOptions): fc.Arbitrary<unknown> {
  const { items = {}, minItems: minLength = 0, maxItems = 3, uniqueItems = false } = schema;
  if ('length' in items) return fc.tuple(...items.map((item) => drawn(item, options)));
  const lengths = { minLength, maxLength: Math.max(minLength, Math.min(maxItems, 3)) };
  return uniqueItems ? fc.uniqueArray(drawn(items, options), lengths) : fc.array(drawn(items, options), lengths);
}

function recordsOf({ patternProperties = {} }: JsonSchema, options: ValuesOptions): fc.Arbitrary<unknown> {
  const [values = {}] = Object.values(patternProperties);
  return fc
    .tuple(fc.dictionary(fc.stringMatching(/^[a-z]{1,3}$/), drawn(values, options), { maxKeys: 3 }))
    .map(([entries]) => ({ ...entries }));
}

function objectsOf(schema: JsonSchema, options: ValuesOptions): fc.Arbitrary<unknown> {
  if (schema.properties === undefined)
    return fc.dictionary(fc.constantFrom('a', 'b'), fc.jsonValue({ maxDepth: 2 }), { noNullPrototype: true });
  // A member that is never there is written { not: {} }.
  const members = Object.entries(schema.properties).filter(([, member]) => member.not === undefined);
  const of = ([name, member]: [string, JsonSchema]): [string, fc.Arbitrary<unknown>] => [
    name,
    options.named?.(name, member) ?? drawn(member, options),
  ];
  const named = fc.record(Object.fromEntries(members.map(of)), {
    requiredKeys: [...(schema.required ?? [])],
    noNullPrototype: true,
  });
  if (options.beside === undefined || schema.additionalProperties !== undefined) return named;
  return fc.tuple(options.beside, named).map(([more, value]) => ({ ...more, ...value }));
}

/** By format or pattern; what a pattern that is dear to draw from, or looks ahead, means is written down. */
const texts: Readonly<Record<string, fc.Arbitrary<string>>> = {
  '\\S': fc.constantFrom('Ann', ' B '),
  '^[A-Z]{3}$': fc.constantFrom('RWF', 'KES', 'UGX', 'USD', 'XXX'),
  uuid: fc.uuid(),
  email: fc.constant('a@example.org'),
  date: fc.constantFrom('2026-03-29', '2024-02-29', '0001-01-01', '9999-12-31'),
  'date-time': fc.constantFrom('2026-03-29T10:00:00Z', '2030-12-31T23:59:59+03:00', '0001-01-01T00:00:00Z'),
};

function textsOf({ format = '', pattern, minLength = 0, maxLength = 2 ** 16 }: JsonSchema): fc.Arbitrary<string> {
  const known = texts[format] ?? texts[pattern ?? ''];
  if (known !== undefined) return known.map((text) => text.padEnd(minLength, 'a'));
  if (pattern !== undefined) return fc.stringMatching(new RegExp(pattern)).map((text) => text.padEnd(minLength, 'a'));
  return fc.string({ minLength, maxLength: Math.min(maxLength, Math.max(minLength, 6)) });
}
