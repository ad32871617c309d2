import type { TObject, TProperties, TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import { Value } from 'typebox/value';
import { validationFailed } from './problems.ts';
import { findUnstorable } from './unstorable.ts';

/** Parses one part of a request; throws a refusal that names every field that does not fit. */
export type Parser = (data: unknown) => unknown;

/** A JSON body, taken as it is: nothing is converted, and what the contract does not name is left out. */
export function bodyParser(schema: TSchema): Parser {
  const check = checkerFor('body', schema);
  return (data) => {
    check(data);
    const named = Value.Clean(schema, data);
    refuseUnstorable('body', named);
    return named;
  };
}

/** Texts of an address, of which numbers and booleans are made where the contract names them. */
export function addressParser(part: 'params' | 'query', schema: TObject<TProperties>): Parser {
  const check = checkerFor(part, schema);
  return (data) => {
    const given = new Map(Object.entries(Object(data)));
    const read = Object.fromEntries(
      Object.entries(schema.properties)
        .filter(([name]) => given.has(name))
        .map(([name, property]) => [name, readText(property, given.get(name))]),
    );
    check(read);
    refuseUnstorable(part, read);
    return read;
  };
}

/** Only the one way of writing a value that we would write ourselves: "5.9" is no 5, and "true" no 1. */
function readText(schema: TSchema, text: unknown): unknown {
  if (typeof text !== 'string') return text;
  const type = 'type' in schema ? schema.type : undefined;
  if (type === 'boolean' && (text === 'true' || text === 'false')) return text === 'true';
  if (type === 'integer' && /^(0|-?[1-9]\d*)$/.test(text)) return Number(text);
  if (type === 'number' && /^-?(0|[1-9]\d*)(\.\d+)?$/.test(text)) return Number(text);
  return text;
}

function checkerFor(part: string, schema: TSchema): (data: unknown) => void {
  const validator = Compile(schema);
  return (data) => {
    if (validator.Check(data)) return;
    throw validationFailed(
      [...validator.Errors(data)].flatMap((error) => {
        const field = `/${part}${error.instancePath}`;
        if (error.keyword !== 'required') return [{ field, message: error.message }];
        return error.params.requiredProperties.map((name) => ({ field: `${field}/${name}`, message: 'is required' }));
      }),
    );
  };
}

function refuseUnstorable(part: string, data: unknown): void {
  const found = findUnstorable(data);
  if (found.length > 0)
    throw validationFailed(found.map(({ pointer, message }) => ({ field: `/${part}${pointer}`, message })));
}
