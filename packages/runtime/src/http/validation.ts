import type { TObject, TProperties, TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import { fieldMistakes, type FieldMistake } from '../field-mistakes.ts';
import { readText } from '../read-text.ts';
import { namedOnly } from './named-only.ts';
import { validationFailed } from './problems.ts';
import { findUnstorable, isStorable } from './unstorable.ts';

/** Parses one part of a request; throws a refusal that names every field that does not fit. */
export type Parser = (data: unknown) => unknown;

/** A JSON body, taken as it is: nothing is converted, and what the contract does not name is left out. */
export function bodyParser(schema: TSchema): Parser {
  const check = checkerFor('body', schema);
  const copy = namedOnly(schema);
  return (data) => {
    check(data);
    const named = copy(data);
    refuseUnstorable('body', named);
    return named;
  };
}

/** Texts of an address, of which numbers and booleans are made where the contract names them. */
export function addressParser(part: 'params' | 'query', schema: TObject<TProperties>): Parser {
  const check = checkerFor(part, schema);
  const copy = namedOnly(schema);
  const properties = Object.entries(schema.properties);
  return (data) => {
    const given = Object(data);
    const read: Record<string, unknown> = {};
    for (const [name, property] of properties)
      if (Object.hasOwn(given, name)) read[name] = readText(property, Reflect.get(given, name));
    check(read);
    refuseUnstorable(part, read);
    return copy(read);
  };
}

function checkerFor(part: string, schema: TSchema): (data: unknown) => void {
  const validator = Compile(schema);
  return (data) => {
    if (validator.Check(data)) return;
    throw validationFailed(inPart(part, fieldMistakes(validator.Errors(data))));
  };
}

function refuseUnstorable(part: string, data: unknown): void {
  if (!isStorable(data)) throw validationFailed(inPart(part, findUnstorable(data)));
}

function inPart(part: string, mistakes: readonly FieldMistake[]): { field: string; message: string }[] {
  return mistakes.map(({ pointer, message }) => ({ field: `/${part}${pointer}`, message }));
}
