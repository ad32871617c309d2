import type { TObject, TProperties, TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import { fieldMistakes, type FieldMistake } from '../field-mistakes.ts';
import { readText } from '../read-text.ts';
import { namedOnly } from './named-only.ts';
import { validationFailed } from './problems.ts';
import { findUnstorable } from './unstorable.ts';

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

function checkerFor(part: string, schema: TSchema): (data: unknown) => void {
  const validator = Compile(schema);
  return (data) => {
    if (validator.Check(data)) return;
    throw validationFailed(inPart(part, fieldMistakes(validator.Errors(data))));
  };
}

function refuseUnstorable(part: string, data: unknown): void {
  const found = findUnstorable(data);
  if (found.length > 0) throw validationFailed(inPart(part, found));
}

function inPart(part: string, mistakes: readonly FieldMistake[]): { field: string; message: string }[] {
  return mistakes.map(({ pointer, message }) => ({ field: `/${part}${pointer}`, message }));
}
