import { once } from 'node:events';
import { Agent, request, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import fc from 'fast-check';
import type { TSchema } from 'typebox';
import { Value } from 'typebox/value';
import { pathOf, type Operation } from '@safiri/contracts';
import { newId } from '@safiri/kernel';
import { valuesOf, type JsonSchema } from '@safiri/testkit/values';
import type { Facts } from './planted.ts';

/** A request as it goes over the wire. */
export type WireRequest = {
  readonly method: string;
  readonly address: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
};

export type WireAnswer = {
  readonly status: number;
  readonly mediaType: string;
  readonly text: string;
  readonly headers: IncomingHttpHeaders;
};

/** What a member of a request is; undefined leaves it to its schema. */
export type Chosen = (name: string, schema: JsonSchema) => { readonly value: unknown } | undefined;

/** A request that fits an operation's contract: planted values where there are some, and examples of the schemas for the rest. */
export function requestOf(op: Operation, chosen: Chosen): WireRequest {
  const named = (name: string, schema: JsonSchema): fc.Arbitrary<unknown> | undefined => {
    // Who has an address already is told so.
    const found = schema.format === 'email' ? { value: `${newId()}@example.org` } : chosen(name, schema);
    return found === undefined ? undefined : fc.constant(found.value);
  };
  const exampleOf = (schema: TSchema | undefined): Record<string, unknown> =>
    schema === undefined ? {} : Object(first(valuesOf(schema, { named })));
  const params = exampleOf(op.params);
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(exampleOf(op.query)))
    if (value !== undefined) query.set(name, textOf(value));
  const path = pathOf(op).replace(/:(\w+)/g, (_all, name: string) => encodeURIComponent(textOf(params[name])));
  const { body, mediaType } = bodyOf(op, exampleOf);
  return {
    method: op.method,
    address: query.size === 0 ? path : `${path}?${query.toString()}`,
    headers: {
      ...(mediaType === undefined ? {} : { 'content-type': mediaType }),
      ...(op.idempotencyKey === true ? { 'idempotency-key': newId() } : {}),
    },
    ...(body === undefined ? {} : { body }),
  };
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function bodyOf(
  op: Operation,
  exampleOf: (schema: TSchema) => unknown,
): { body?: string | Buffer; mediaType?: string | undefined } {
  if (op.upload !== undefined) return { body: Buffer.from('nothing of use'), mediaType: op.upload.mediaTypes[0] };
  if (op.rawBody === true) return { body: '{}', mediaType: 'application/json' };
  if (op.body === undefined) return {};
  return { body: JSON.stringify(exampleOf(op.body)), mediaType: 'application/json' };
}

/** The same one every time. */
function first<T>(values: fc.Arbitrary<T>): T | undefined {
  return fc.sample(values, { numRuns: 1, seed: 5 })[0];
}

/** Whether somebody's thing is named by a member: a UUID, or the secret of a link. */
export function isIdentity(schema: JsonSchema): boolean {
  if (schema.type === 'array' && schema.items !== undefined && !('length' in schema.items))
    return isIdentity(schema.items);
  if (schema.anyOf !== undefined) return schema.anyOf.some(isIdentity);
  return schema.format === 'uuid' || (schema.type === 'string' && schema.pattern?.endsWith('{22}$') === true);
}

/** A value of the same kind that nobody has. */
export function unknownIdentity(schema: JsonSchema): unknown {
  if (schema.type === 'array') return [newId()];
  return schema.format === 'uuid' || schema.anyOf !== undefined ? newId() : newId().replaceAll('-', '').slice(-22);
}

/** Names by which a request of the operation says whose things it is about, at any depth. */
export function identitiesOf(op: Operation): string[] {
  const names = new Set<string>(Object.keys(op.params?.properties ?? {}));
  const visit = (schema: JsonSchema): void => {
    for (const [name, member] of Object.entries(schema.properties ?? {})) {
      if (member.not === undefined && isIdentity(member)) names.add(name);
      visit(member);
    }
    for (const choice of schema.anyOf ?? []) visit(choice);
    if (schema.items !== undefined && !('length' in schema.items)) visit(schema.items);
  };
  for (const part of [op.query, op.body]) if (part !== undefined) visit(JSON.parse(JSON.stringify(part)));
  return [...names];
}

/** What was planted, where it fits what the member takes. */
export function plantedFor(op: Operation, facts: Facts): Chosen {
  return (name, schema) => {
    const found = facts.find(op, name);
    const fits = found?.value === undefined || Value.Check(schema as TSchema, found.value);
    return found === undefined || !fits ? undefined : { value: found.value };
  };
}

/** Connections are kept: thousands of requests are made in seconds. */
const agent = new Agent({ keepAlive: true, maxSockets: 16 });

export async function send(origin: string, asked: WireRequest, headers: Record<string, string>): Promise<WireAnswer> {
  const sent = request(`${origin}${asked.address}`, {
    agent,
    method: asked.method,
    headers: {
      ...asked.headers,
      ...(asked.body === undefined ? {} : { 'content-length': Buffer.byteLength(asked.body) }),
      ...headers,
    },
  });
  const answered = once(sent, 'response');
  sent.end(asked.body);
  const [response]: IncomingMessage[] = await answered;
  if (response === undefined) throw new Error('no answer');
  const mediaType = response.headers['content-type'] ?? '';
  const bytes: Buffer[] = [];
  for await (const chunk of response) {
    bytes.push(chunk);
    // A stream goes on for ever; what it says first is its answer.
    if (mediaType.startsWith('text/event-stream')) break;
  }
  return {
    status: response.statusCode ?? 0,
    mediaType,
    text: Buffer.concat(bytes).toString(),
    headers: response.headers,
  };
}
