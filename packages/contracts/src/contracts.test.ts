import type { TSchema } from 'typebox';
import { Value } from 'typebox/value';
import { describe, expect, it } from 'vitest';
import {
  allEvents,
  allEventStreams,
  allOperations,
  commonRefusals,
  isEventStream,
  LocalDate,
  pathOf,
  permissions,
  permissionsByRole,
  roles,
  sealingRefusals,
  sensitivePermissions,
  type Operation,
} from './index.ts';

function repeated(values: readonly string[]): string[] {
  return values.filter((value, index) => values.indexOf(value) !== index);
}

type JsonSchema = { readonly [keyword: string]: unknown };

/** A schema and everything inside it, each with a JSON pointer. */
function everySchema(schema: TSchema, pointer = ''): { pointer: string; schema: JsonSchema }[] {
  const json: JsonSchema = JSON.parse(JSON.stringify(schema));
  const visit = (value: JsonSchema, at: string): { pointer: string; schema: JsonSchema }[] => [
    { pointer: at, schema: value },
    ...['properties', 'patternProperties'].flatMap((keyword) =>
      Object.entries((value[keyword] ?? {}) as Record<string, JsonSchema>).flatMap(([name, member]) =>
        visit(member, `${at}/${name}`),
      ),
    ),
    ...(value['items'] === undefined ? [] : visit(value['items'] as JsonSchema, `${at}/*`)),
    ...((value['anyOf'] ?? []) as JsonSchema[]).flatMap((member, index) => visit(member, `${at}|${index}`)),
  ];
  return visit(json, pointer);
}

const everything: readonly Operation[] = [...allOperations, ...allEventStreams];

describe.each(everything.map((op) => ({ op, id: op.id })))('$id', ({ op }) => {
  it('is named by a verb phrase and says in a sentence what it does', () => {
    expect(op.id).toMatch(/^[a-z]+([A-Z][a-z0-9]*)+$|^[a-z]+$/);
    expect(op.summary.length).toBeGreaterThan(10);
    expect(op.summary).not.toMatch(/\.$/);
    expect(op.path).toMatch(/^(\/([a-z-]+|:[a-zA-Z]+))+$/);
  });

  it('declares every parameter of its path, and no other', () => {
    const inPath = [...op.path.matchAll(/:(\w+)/g)].map((match) => match[1] ?? '');
    expect(Object.keys(op.params?.properties ?? {}).toSorted()).toEqual(inPath.toSorted());
    expect(op.params?.required ?? []).toHaveLength(inPath.length);
  });

  it('refuses with stable codes, none of which contradicts those of all operations', () => {
    for (const [code, status] of Object.entries(op.refusals)) {
      expect(code).toMatch(/^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$/);
      expect([400, 401, 403, 404, 409, 410, 422, 429, 503]).toContain(status);
      expect(Object.keys(commonRefusals)).not.toContain(code);
    }
  });

  it('has a body or a file where its method may, and an answer where its status may', () => {
    expect([op.body, op.upload, op.rawBody].filter((part) => part !== undefined).length).toBeLessThan(2);
    if (op.method === 'GET' || op.method === 'DELETE') expect(op.body ?? op.upload ?? op.rawBody).toBeUndefined();
    const answers = [op.success.body, op.success.file].filter((answer) => answer !== undefined);
    expect(answers).toHaveLength(op.success.status === 204 || isEventStream(op) ? 0 : 1);
  });

  it('has an ETag or a life in caches only where it is a read that answers something', () => {
    if (op.etag !== true && op.cache === undefined) return;
    expect({ method: op.method, status: op.success.status }).toEqual({ method: 'GET', status: 200 });
    expect(op.cache?.maxAgeSeconds ?? 1).toBeGreaterThan(0);
  });

  it('takes sealed bodies only where it takes and answers one, and says how it refuses them', () => {
    const codes = Object.keys(sealingRefusals);
    const listed = codes.filter((code) => Object.hasOwn(op.refusals, code));
    expect(listed).toEqual(op.sealed === undefined ? [] : codes);
    if (op.sealed !== undefined) expect([op.body, op.success.body]).not.toContain(undefined);
  });

  it('bounds everything that a caller may send', () => {
    const unbounded = [op.params, op.query, op.body]
      .flatMap((schema) => (schema === undefined ? [] : everySchema(schema)))
      .filter(({ schema }) => {
        const has = (...keywords: string[]): boolean => keywords.some((keyword) => schema[keyword] !== undefined);
        if (schema['type'] === 'string') return !has('maxLength', 'format', 'const', 'enum') && !has('pattern');
        if (schema['type'] === 'integer' || schema['type'] === 'number')
          return !has('const') && !(has('minimum') && has('maximum'));
        if (schema['type'] === 'array') return !has('maxItems');
        return schema['patternProperties'] !== undefined;
      });
    expect(unbounded.map(({ pointer }) => pointer)).toEqual([]);
  });

  it('bounds the lists it answers with', () => {
    if (op.success.body === undefined) return;
    const unbounded = everySchema(op.success.body).filter(
      ({ schema }) => schema['type'] === 'array' && schema['maxItems'] === undefined,
    );
    expect(unbounded.map(({ pointer }) => pointer)).toEqual([]);
  });
});

describe('operations', () => {
  it('have names and addresses of their own', () => {
    expect(repeated(everything.map((op) => op.id))).toEqual([]);
    expect(repeated(everything.map((op) => `${op.method} ${pathOf(op).replace(/:\w+/g, ':')}`))).toEqual([]);
  });

  it('of staff ask for permissions that some role has, and roles have permissions that exist', () => {
    for (const { who } of allOperations) {
      if (who.kind === 'staff')
        expect(roles.some((role) => permissionsByRole[role].includes(who.permission))).toBe(true);
      if (who.kind === 'service') expect(who.callers.length).toBeGreaterThan(0);
    }
    for (const role of roles) {
      expect(permissions).toEqual(expect.arrayContaining([...permissionsByRole[role]]));
      expect(repeated(permissionsByRole[role])).toEqual([]);
    }
  });
});

describe('sensitive operations', () => {
  it('are all writes of staff that move money out or give power', () => {
    const writes = allOperations.filter(({ method }) => method !== 'GET');
    const unmarked = writes.filter(
      ({ who, sensitive }) => who.kind === 'staff' && sensitivePermissions.has(who.permission) && sensitive !== true,
    );
    expect(unmarked.map(({ id }) => id)).toEqual([]);
    for (const permission of sensitivePermissions) expect(permissions).toContain(permission);
  });
});

describe('streams', () => {
  it('name their events in kebab case, and bound the lists of their data', () => {
    for (const { id, events } of allEventStreams) {
      expect(Object.keys(events).filter((name) => !/^[a-z]+(-[a-z]+)*$/.test(name))).toEqual([]);
      const unbounded = Object.values(events).flatMap((data) =>
        everySchema(data, id).filter(({ schema }) => schema['type'] === 'array' && schema['maxItems'] === undefined),
      );
      expect(unbounded.map(({ pointer }) => pointer)).toEqual([]);
    }
  });

  it('follow a read of the same place whose answer has an ETag', () => {
    for (const stream of allEventStreams) {
      if (stream.follows === undefined) continue;
      expect(stream.follows).toMatchObject({ etag: true, service: stream.service, who: stream.who });
      expect(stream.follows.params).toEqual(stream.params);
      expect(stream.follows.query).toEqual(stream.query);
    }
  });
});

describe('events', () => {
  it('have types of their own, in kebab case and the past', () => {
    const types = allEvents.map((event) => event.type);
    expect(repeated(types)).toEqual([]);
    expect(types.filter((type) => !/^[a-z]+(-[a-z]+)+$/.test(type))).toEqual([]);
  });

  it('bound their lists', () => {
    const unbounded = allEvents.flatMap((event) =>
      everySchema(event.payload, event.type).filter(
        ({ schema }) => schema['type'] === 'array' && schema['maxItems'] === undefined,
      ),
    );
    expect(unbounded.map(({ pointer }) => pointer)).toEqual([]);
  });
});

describe('a local date', () => {
  it.each(['2026-03-29', '2024-02-29', '0001-01-01', '9999-12-31'])('may be %s', (date) => {
    expect(Value.Check(LocalDate, date)).toBe(true);
  });

  it.each(['2026-02-30', '2023-02-29', '0000-01-01', '2026-1-1', '2026-03-29T00:00:00Z', '29.03.2026', ''])(
    'is never %s',
    (date) => {
      expect(Value.Check(LocalDate, date)).toBe(false);
    },
  );
});
