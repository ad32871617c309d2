import fc from 'fast-check';
import { valuesOf, type JsonSchema } from '@safiri/testkit/values';
import type { Facts } from '../product/planted.ts';
import type { Described } from './described.ts';

/** A request in parts, which a mutation may spoil before it is written out. */
export type Parts = {
  readonly method: string;
  readonly path: string;
  /** By name, each already in the form in which it stands in the address. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: readonly (readonly [string, string])[];
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
};

/** Requests that fit what the document says, about things that are there as often as about others. */
export function fittingRequests(op: Described, facts: Facts): fc.Arbitrary<Parts> {
  const named = (name: string, schema: JsonSchema): fc.Arbitrary<unknown> | undefined => {
    const found = facts.find(op, name);
    if (found?.value === undefined) return undefined;
    return fc.oneof({ weight: 4, arbitrary: fc.constant(found.value) }, valuesOf(schema, { named }));
  };
  const partOf = (place: string): fc.Arbitrary<Record<string, unknown>> => {
    const parameters = op.parameters.filter((parameter) => parameter.in === place);
    const schema = {
      type: 'object',
      properties: Object.fromEntries(parameters.map((parameter) => [parameter.name, parameter.schema])),
      required: parameters.filter(({ required }) => required).map(({ name }) => name),
    };
    return valuesOf(schema, { named }).map((value) => Object(value));
  };
  return fc
    .record({
      params: partOf('path'),
      query: partOf('query'),
      headers: partOf('header'),
      content: contentOf(op, named),
    })
    .map(({ params, query, headers, content }) => ({
      method: op.method,
      path: op.path,
      params: mapped(params, (value) => encodeURIComponent(written(value))),
      query: Object.entries(query).map(([name, value]) => [name, encodeURIComponent(written(value))] as const),
      headers: { ...mapped(headers, headerText), ...content.headers },
      ...(content.body === undefined ? {} : { body: content.body }),
    }));
}

type Content = { readonly headers: Record<string, string>; readonly body?: string | Buffer };

function contentOf(
  op: Described,
  named: (name: string, schema: JsonSchema) => fc.Arbitrary<unknown> | undefined,
): fc.Arbitrary<Content> {
  const choices = Object.entries(op.bodies).map(([mediaType, schema]): fc.Arbitrary<Content> => {
    const headers = { 'content-type': mediaType };
    if (schema === undefined)
      return fc.uint8Array({ maxLength: 64 }).map((bytes) => ({ headers, body: Buffer.from(bytes) }));
    return valuesOf(schema, { named }).map((value) => ({ headers, body: JSON.stringify(value) }));
  });
  return choices.length === 0 ? fc.constant({ headers: {} }) : fc.oneof(...choices);
}

/** As programs write a value into an address. */
function written(value: unknown): string {
  return typeof value === 'string' ? value.toWellFormed() : JSON.stringify(value ?? null);
}

/** What Node's client lets through in a header. */
export function headerText(value: unknown): string {
  return written(value).replaceAll(/[^\t\x20-\x7e\x80-\xff]/g, '?');
}

function mapped(values: Record<string, unknown>, write: (value: unknown) => string): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, write(value)]));
}
