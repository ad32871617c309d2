import { describe, expect, it } from 'vitest';
import { allEventStreams, allOperations, commonRefusals, followSeatMap, getSeatMap, passesByItself } from './index.ts';
import { openApiDocument } from './openapi.ts';

type Parameter = { name: string; in: string; required: boolean; schema: unknown };
type Described = {
  operationId: string;
  summary: string;
  tags: string[];
  parameters: Parameter[];
  requestBody?: { required: boolean; content: Record<string, { schema?: unknown }> };
  responses: Record<
    string,
    {
      description: string;
      headers?: Record<string, unknown>;
      content?: Record<string, { schema: { $ref?: string } }>;
    }
  >;
  security?: Record<string, unknown>[];
};
type Document = {
  openapi: string;
  paths: Record<string, Record<string, Described>>;
  components: {
    schemas: Record<string, unknown>;
    headers: Record<string, unknown>;
    securitySchemes: Record<string, unknown>;
  };
};

/** As a program reads it: JSON and nothing else. */
const text = JSON.stringify(openApiDocument({ development: true }));
const document: Document = JSON.parse(text);
const everything = [...allOperations, ...allEventStreams];
const described = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, operation, id: operation.operationId })),
);

describe('the OpenAPI document', () => {
  it('describes every public operation once, and none between services', () => {
    const open = everything.filter((op) => op.who.kind !== 'service');
    expect(described.map(({ id }) => id).toSorted()).toEqual(open.map((op) => op.id).toSorted());
    expect(Object.keys(document.paths).filter((path) => !path.startsWith('/api/v1/'))).toEqual([]);
    expect(document.openapi).toMatch(/^3\.1\.\d+$/);
    expect(text).not.toContain('internal/v1');
  });

  it('leaves out what only development serves, when it is told so', () => {
    const inProduction = JSON.stringify(openApiDocument({ development: false }));
    for (const op of allOperations.filter((each) => each.developmentOnly === true)) {
      expect(text).toContain(`"${op.id}"`);
      expect(inProduction).not.toContain(`"${op.id}"`);
    }
  });

  it('refers only to what it contains', () => {
    const referred = (kind: 'schemas' | 'headers'): string[] =>
      [...text.matchAll(new RegExp(`"\\$ref":"#/components/${kind}/(\\w+)"`, 'g'))].map((match) => match[1] ?? '');
    for (const kind of ['schemas', 'headers'] as const) {
      expect(referred(kind).length).toBeGreaterThan(0);
      expect([...new Set(referred(kind))].filter((name) => !(name in document.components[kind]))).toEqual([]);
    }
    expect([...text.matchAll(/"\$ref":"(?!#\/components\/(schemas|headers)\/)/g)]).toEqual([]);
    expect(text).not.toContain('~kind');
  });

  it('says of an answer with an ETag how it is asked for again', () => {
    const operations = [{ ...getSeatMap, etag: true }];
    const { paths }: Document = JSON.parse(JSON.stringify(openApiDocument({ development: false, operations })));
    const seatMap = paths['/api/v1/ticketing/trips/{tripId}/seat-map']?.['get'];
    const headers = { ETag: { $ref: '#/components/headers/ETag' } };
    expect(seatMap?.responses['200']).toMatchObject({ headers, content: expect.anything() });
    expect(seatMap?.responses['304']).toEqual({ description: 'Not changed', headers });
    expect(seatMap?.parameters.filter(({ name }) => name === 'If-None-Match')).toEqual([
      expect.objectContaining({ in: 'header', required: false }),
    ]);
  });
});

it('a stream is described by its events, whose data is JSON of a schema', () => {
  const { responses, parameters } =
    document.paths['/api/v1/ticketing/trips/{tripId}/seat-map/updates']?.['get'] ?? expect.fail('not described');
  const events = Object.entries(followSeatMap.events).map(([name, data]) => ({
    properties: { event: { const: name }, data: { contentSchema: JSON.parse(JSON.stringify(data)) } },
  }));
  expect(responses['200']?.content).toMatchObject({ 'text/event-stream': { schema: { items: { anyOf: events } } } });
  expect(parameters.map(({ name }) => name)).toContain('Last-Event-ID');
});

describe.each(described)('$id', ({ path, method, operation }) => {
  const op = everything.find((each) => each.id === operation.operationId);

  it('has a path whose parameters are declared and required', () => {
    const inPath = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
    const parameters = operation.parameters.filter((parameter) => parameter.in === 'path');
    expect(parameters.map((parameter) => parameter.name)).toEqual(inPath);
    expect(parameters.every((parameter) => parameter.required)).toBe(true);
    expect(path).not.toContain(':');
    const names = operation.parameters.map((parameter) => `${parameter.in} ${parameter.name}`);
    expect(new Set(names).size).toBe(names.length);
    for (const parameter of operation.parameters) expect(parameter.schema).toBeTypeOf('object');
  });

  it('says what to send', () => {
    expect(method).toBe(op?.method.toLowerCase());
    expect(operation.requestBody === undefined).toBe(
      op?.body === undefined && op?.upload === undefined && op?.rawBody === undefined,
    );
    const types = Object.keys(operation.requestBody?.content ?? {});
    if (op?.upload !== undefined) expect(types).toEqual(op.upload.mediaTypes);
    if (op?.body !== undefined)
      expect(types).toEqual(['application/json', ...(op.sealed === undefined ? [] : ['application/jose'])]);
    expect(operation.parameters.some((parameter) => parameter.name === 'Idempotency-Key')).toBe(
      op?.idempotencyKey === true,
    );
    expect(operation.security === undefined).toBe(op?.who.kind === 'anyone');
    for (const scheme of (operation.security ?? []).flatMap((each) => Object.keys(each)))
      expect(Object.keys(document.components.securitySchemes)).toContain(scheme);
  });

  it('says every status it may answer with, and every code', () => {
    expect(operation.responses[String(op?.success.status)]?.description).toBe('Done');
    for (const [code, status] of Object.entries({ ...op?.refusals, ...commonRefusals })) {
      const response = operation.responses[String(status)];
      expect(response?.description.split(', ')).toContain(code);
      expect(response?.content).toEqual({
        'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } },
      });
      if (passesByItself({ status, code })) expect(Object.keys(response?.headers ?? {})).toEqual(['Retry-After']);
    }
    expect(Object.keys(operation.responses).filter((status) => !/^[2-5]\d\d$/.test(status))).toEqual([]);
  });
});
