import {
  Evaluate,
  IsArray,
  IsCyclic,
  IsIntersect,
  IsObject,
  IsRecord,
  IsRef,
  IsString,
  IsTuple,
  IsUnion,
  Priority,
  RecordPattern,
  RecordValue,
  type TProperties,
  type TSchema,
} from 'typebox';
import { Compile } from 'typebox/compile';
import { assert } from '@safiri/kernel';

type Copy = (value: unknown) => unknown;

/**
 * Makes a function that copies a value which fits the schema, without what the schema does not name. Prepared once,
 * because a hold of seats comes this way: 1 µs, where asking the schema anew each time takes 55. A kind of schema that
 * it cannot copy is refused here, when the route is mounted.
 */
export function namedOnly(schema: TSchema): Copy {
  assert(!IsRef(schema) && !IsCyclic(schema), 'what a request may contain is named where it is used');
  if (IsObject(schema)) return namedMembers(schema);
  if (IsArray(schema)) return namedItems(namedOnly(schema.items));
  if (IsTuple(schema)) return namedPlaces(schema.items.map((item) => namedOnly(item)));
  if (IsUnion(schema)) return namedChoice(schema.anyOf);
  if (IsRecord(schema)) return namedEntries(new RegExp(RecordPattern(schema)), namedOnly(RecordValue(schema)));
  if (IsIntersect(schema)) return namedOnly(Evaluate(schema));
  if (IsString(schema) && 'format' in schema && schema.format === 'uuid') return inSmallLetters;
  return (value) => value;
}

function namedMembers(schema: TSchema & { readonly properties: TProperties }): Copy {
  assert(
    !('additionalProperties' in schema) || schema.additionalProperties === false,
    'what a request may contain beside its names is said by a record',
  );
  const members = Object.entries(schema.properties).map(([name, member]) => ({ name, copy: namedOnly(member) }));
  return (value) => {
    if (typeof value !== 'object' || value === null) return value;
    const named: Record<string, unknown> = {};
    for (const { name, copy } of members) if (Object.hasOwn(value, name)) named[name] = copy(Reflect.get(value, name));
    return named;
  };
}

function namedItems(copy: Copy): Copy {
  return (value) => (Array.isArray(value) ? value.map((item: unknown) => copy(item)) : value);
}

function namedPlaces(copies: readonly Copy[]): Copy {
  return (value) => (Array.isArray(value) ? copies.map((copy, place) => copy(value[place])) : value);
}

/** Some systems write UUIDs in capitals. The database does not, and what is compared as text has one way to be written. */
function inSmallLetters(value: unknown): unknown {
  return typeof value === 'string' ? value.toLowerCase() : value;
}

/** By the narrowest choice that fits, so that the order in which a contract writes them is no part of it. */
function namedChoice(choices: readonly TSchema[]): Copy {
  const prepared = Priority([...choices]).map((choice) => ({ validator: Compile(choice), copy: namedOnly(choice) }));
  return (value) => {
    for (const { validator, copy } of prepared) if (validator.Check(value)) return copy(value);
    return value;
  };
}

function namedEntries(names: RegExp, copy: Copy): Copy {
  return (value) =>
    typeof value === 'object' && value !== null
      ? Object.fromEntries(
          Object.entries(value).flatMap(([name, entry]) => (names.test(name) ? [[name, copy(entry)]] : [])),
        )
      : value;
}
