import type { TObject, TProperties } from 'typebox';
import { allEventStreams, allOperations } from './catalogue.ts';
import { isEventStream } from './event-stream.ts';
import { lastEventId, streamContent } from './openapi-streams.ts';
import { pathOf, type Operation } from './operation.ts';
import { sealedMediaType } from './sealing.ts';
import { commonRefusals, passesByItself, Problem } from './problem.ts';

/** The OpenAPI 3.1 document of all public operations. TypeBox schemas are JSON Schema 2020-12, which 3.1 takes as they are. */
export function openApiDocument(options: {
  readonly development: boolean;
  readonly operations?: readonly Operation[];
}): Record<string, unknown> {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const op of options.operations ?? [...allOperations, ...allEventStreams]) {
    if (op.who.kind === 'service' || (op.developmentOnly === true && !options.development)) continue;
    const path = pathOf(op).replace(/:(\w+)/g, '{$1}');
    (paths[path] ??= {})[op.method.toLowerCase()] = describe(op);
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Safiri',
      version: '1',
      description:
        'Seats on intercity buses: search, hold, pay, ride. Refusals are RFC 9457 problems with a stable code.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    paths,
    components: {
      schemas: { Problem },
      headers: { RetryAfter: retryAfter, ETag: etag },
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
        cookie: { type: 'apiKey', in: 'cookie', name: 'safiri_session' },
        dpop: { type: 'http', scheme: 'dpop', description: 'Tokens that are bound to the key of a device (RFC 9449)' },
      },
    },
  };
}

function describe(op: Operation): Record<string, unknown> {
  return {
    operationId: op.id,
    tags: [op.service],
    summary: op.summary,
    parameters: [
      ...parametersIn('path', op.params),
      ...parametersIn('query', op.query),
      ...(op.idempotencyKey === true ? [idempotencyKey] : []),
      ...(op.device === true ? [device] : []),
      ...(op.proof === undefined ? [] : [{ ...proof, required: op.proof === 'required' }]),
      ...(op.etag === true ? [ifNoneMatch] : []),
      ...(isEventStream(op) ? [lastEventId] : []),
    ],
    ...(op.upload === undefined
      ? {}
      : {
          requestBody: {
            required: true,
            content: Object.fromEntries(op.upload.mediaTypes.map((mediaType) => [mediaType, {}])),
          },
        }),
    ...(op.rawBody === true ? { requestBody: { required: true, content: { 'application/json': {} } } } : {}),
    ...(op.body === undefined
      ? {}
      : {
          requestBody: { required: true, content: { 'application/json': { schema: op.body }, ...sealedContent(op) } },
        }),
    ...(op.sealed === undefined ? {} : { 'x-safiri-sealed': op.sealed }),
    responses: {
      [op.success.status]: {
        description: 'Done',
        ...(op.etag === true ? { headers: etagHeader } : {}),
        ...(op.success.body === undefined
          ? {}
          : { content: { 'application/json': { schema: op.success.body }, ...sealedContent(op) } }),
        ...(op.success.file === undefined ? {} : { content: { [op.success.file]: {} } }),
        ...(isEventStream(op) ? { content: streamContent(op) } : {}),
      },
      ...(op.etag === true ? { 304: { description: 'Not changed', headers: etagHeader } } : {}),
      ...refusalResponses(op),
    },
    ...(op.who.kind === 'anyone' ? {} : { security: [{ bearer: [] }, { cookie: [] }, { dpop: [] }] }),
  };
}

/** A JWE in compact form stands for the JSON that it holds; whoever sends one is answered by one. */
function sealedContent({ sealed }: Operation): Record<string, unknown> {
  if (sealed === undefined) return {};
  const description = `ECDH-ES and A256GCM to a key of this service's /sealing-keys; ${sealed} while that lists one`;
  return { [sealedMediaType]: { schema: { type: 'string', description } } };
}

const idempotencyKey = {
  name: 'Idempotency-Key',
  in: 'header',
  required: true,
  schema: { type: 'string', minLength: 1, maxLength: 128 },
  description: 'Made by the client; the same key gives the same answer',
};

const device = {
  name: 'safiri-device',
  in: 'header',
  required: false,
  schema: { type: 'string', format: 'uuid' },
  description: 'Names the device that asks, made once by the client; limits against hoarding count by it',
};

const proof = {
  name: 'DPoP',
  in: 'header',
  schema: { type: 'string' },
  description: 'Proof that the caller holds a key: a JWT by ES256, made for this request alone (RFC 9449)',
};

const ifNoneMatch = {
  name: 'If-None-Match',
  in: 'header',
  required: false,
  schema: { type: 'string' },
  description: 'ETags of contents one has; the answer is 304 while the content is one of them',
};

const etag = { description: 'Names the content of the answer', schema: { type: 'string' } };
const etagHeader = { ETag: { $ref: '#/components/headers/ETag' } };
const retryAfter = { description: 'Seconds to wait before asking again', schema: { type: 'integer', minimum: 1 } };
const retryAfterHeader = { 'Retry-After': { $ref: '#/components/headers/RetryAfter' } };

function parametersIn(place: 'path' | 'query', schema: TObject<TProperties> | undefined): unknown[] {
  if (schema === undefined) return [];
  const required = new Set(schema.required ?? []);
  return Object.entries(schema.properties).map(([name, property]) => ({
    name,
    in: place,
    required: place === 'path' || required.has(name),
    schema: property,
  }));
}

function refusalResponses(op: Operation): Record<string, unknown> {
  const codesByStatus = new Map<number, string[]>();
  for (const [code, status] of Object.entries({ ...op.refusals, ...commonRefusals }))
    codesByStatus.set(status, [...(codesByStatus.get(status) ?? []), code]);
  return Object.fromEntries(
    [...codesByStatus].map(([status, codes]) => [
      status,
      {
        description: codes.join(', '),
        ...(codes.some((code) => passesByItself({ status, code })) ? { headers: retryAfterHeader } : {}),
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    ]),
  );
}
