import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { route } from '../src/index.ts';
import { anyJson, echoing, keyed, openHttpBed, touch, upload, type HttpBed } from './http-bed.ts';

let bed: HttpBed;
const given: unknown[] = [];

beforeAll(async () => {
  bed = await openHttpBed([
    echoing,
    route(upload, async ({ body }) => ({ bytes: body.byteLength })),
    route(touch, async ({ body }) => void given.push(body)),
    route(keyed, async ({ idempotencyKey }) => ({ key: idempotencyKey })),
    route(anyJson, async ({ body }) => void given.push(body)),
  ]);
});
afterAll(async () => {
  await bed.app.close();
});

type Sent = {
  readonly body?: unknown;
  readonly raw?: string;
  readonly query?: string;
  readonly headers?: Record<string, string>;
};

async function send(sent: Sent, path = '/api/v1/qr/echo/1') {
  const payload = sent.raw ?? (sent.body === undefined ? undefined : JSON.stringify(sent.body));
  const response = await bed.app.inject({
    method: path.endsWith('/any') ? 'PUT' : 'POST',
    url: `${path}${sent.query ?? ''}`,
    headers: { ...(payload === undefined ? {} : { 'content-type': 'application/json' }), ...sent.headers },
    ...(payload === undefined ? {} : { payload }),
  });
  return {
    status: response.statusCode,
    type: response.headers['content-type'],
    value: response.body === '' ? undefined : response.json(),
  };
}

/** Fields and messages of a refused request, after checking that it is a whole problem. */
async function refusedFields(sent: Sent, path?: string): Promise<string[]> {
  const { status, type, value } = await send(sent, path);
  expect({ status, type }).toEqual({ status: 422, type: 'application/problem+json' });
  expect(value).toMatchObject({
    code: 'VALIDATION_FAILED',
    status: 422,
    field: value.errors[0].field,
    requestId: expect.any(String),
  });
  return value.errors.map((error: { field: string; message: string }) => error.field);
}

it('a UUID in capitals is the same UUID, wherever it stands', async () => {
  const id = '01A204D1-0B3F-7399-B9E6-90DF9ED8E180';
  const { value } = await send({ body: { text: id, uuids: [id, null] }, query: `?uuid=${id}&text=${id}` });
  expect(value).toMatchObject({
    query: { uuid: id.toLowerCase(), text: id },
    body: { text: id, uuids: [id.toLowerCase(), null] },
  });
});

describe('a body', () => {
  it.each([
    ['of another kind', 'text', ['/body']],
    ['that is null', null, ['/body']],
    ['that is a list', [], ['/body']],
    ['with a field too few', {}, ['/body/text']],
    ['with an empty text', { text: '' }, ['/body/text']],
    ['with a text too long', { text: 'x'.repeat(81) }, ['/body/text']],
    ['with a text of few signs and many marks', { text: `e${'\u0301'.repeat(200)}` }, ['/body/text']],
    ['with a number as text', { text: 'a', count: '5' }, ['/body/count']],
    ['with a truth as text', { text: 'a', open: 'true' }, ['/body/open']],
    ['with a truth as number', { text: 'a', open: 1 }, ['/body/open']],
    ['with a broken number', { text: 'a', count: 1.5 }, ['/body/count']],
    ['with null where a text belongs', { text: null }, ['/body/text']],
    [
      'with mistakes deep inside',
      { text: 'a', list: [{ name: 'x' }, { 'a/b~c': 1 }] },
      ['/body/list/1/name', '/body/list/1/a~1b~0c'],
    ],
    ['with several mistakes', { list: 5, count: 'x' }, ['/body/text', '/body/count', '/body/list']],
  ])('%s is refused by its fields', async (_case, body, fields) => {
    expect(await refusedFields({ body })).toEqual(fields);
  });

  it.each([
    ['NUL', 'a\0b'],
    ['half a surrogate pair', 'a\ud83d'],
    ['the other half', '\ude00b'],
  ])('with %s in a text is refused, since PostgreSQL cannot keep it', async (_case, text) => {
    expect(await refusedFields({ body: { text } })).toEqual(['/body/text']);
    expect(await refusedFields({ body: { text: 'a', list: [{ name: text }] } })).toEqual(['/body/list/0/name']);
    expect(await refusedFields({ body: { text: 'a', anything: { 'x/y': [text] } } })).toEqual([
      '/body/anything/x~1y/0',
    ]);
    expect(await refusedFields({ body: { text: 'a', anything: { [text]: 1 } } })).toEqual(['/body/anything']);
    expect(await refusedFields({ body: [text] }, '/api/v1/qr/any')).toEqual(['/body/0']);
  });

  it('keeps whole surrogate pairs and every other sign', async () => {
    const text = 'Ünïcødé 😀 \u202e \u0001 \ufffe';
    expect(await send({ body: { text } })).toMatchObject({ status: 200, value: { body: { text } } });
  });

  it('that nests deeper than any of ours is refused, however deep', async () => {
    for (const depth of [33, 60_000]) {
      const raw = '['.repeat(depth) + ']'.repeat(depth);
      const [field] = await refusedFields({ raw: `{"text":"a","anything":${raw}}` });
      expect(field).toMatch(/^\/body\/anything(\/0){31}$/);
      await refusedFields({ raw }, '/api/v1/qr/any');
    }
    expect(await send({ raw: `${'['.repeat(31)}1${']'.repeat(31)}` }, '/api/v1/qr/any')).toMatchObject({ status: 204 });
  });

  it('loses what its contract does not name', async () => {
    const body = { text: 'a', role: 'admin', list: [{ name: 'n', role: 'admin' }], anything: { kept: true } };
    const { value } = await send({ body });
    expect(value.body).toEqual({ text: 'a', list: [{ name: 'n' }], anything: { kept: true } });
  });

  it.each([
    '{"text":"a","__proto__":{"role":"admin"}}',
    '{"text":"a","constructor":{"prototype":{"role":"admin"}}}',
    '{"text":"a","anything":{"__proto__":{"role":"admin"}}}',
  ])('that reaches for prototypes is refused: %s', async (raw) => {
    expect(await send({ raw })).toMatchObject({ status: 400, value: { code: 'MALFORMED_REQUEST' } });
    expect(Object.hasOwn(Object.prototype, 'role')).toBe(false);
  });

  it.each([
    ['cut off', { raw: '{"text":' }, [400, 'MALFORMED_REQUEST']],
    ['empty, though announced as JSON', { raw: '' }, [400, 'MALFORMED_REQUEST']],
    ['left out', {}, [422, 'VALIDATION_FAILED']],
    ['plain text', { raw: 'text=a', headers: { 'content-type': 'text/plain' } }, [415, 'UNSUPPORTED_MEDIA_TYPE']],
    [
      'a form',
      { raw: 'text=a', headers: { 'content-type': 'application/x-www-form-urlencoded' } },
      [415, 'UNSUPPORTED_MEDIA_TYPE'],
    ],
    [
      'a file meant for another operation',
      { raw: 'PK', headers: { 'content-type': 'application/zip' } },
      [415, 'UNSUPPORTED_MEDIA_TYPE'],
    ],
    ['of a type that is none', { raw: 'text=a', headers: { 'content-type': ';;' } }, [415, 'UNSUPPORTED_MEDIA_TYPE']],
    ['larger than any of ours', { body: { text: 'x'.repeat(128 * 1024) } }, [413, 'PAYLOAD_TOO_LARGE']],
  ])('%s is refused', async (_case, sent, [status, code]) => {
    expect(await send(sent)).toMatchObject({
      status,
      type: 'application/problem+json',
      value: { code, status, requestId: expect.any(String) },
    });
  });

  it('given to an operation that takes none does not reach it', async () => {
    const headers = { authorization: `Bearer ${await bed.tokens.guest()}` };
    given.length = 0;
    expect(await send({ body: { role: 'admin' }, headers }, '/api/v1/qr/touches')).toEqual({
      status: 204,
      type: undefined,
      value: undefined,
    });
    expect(await send({ headers }, '/api/v1/qr/touches')).toMatchObject({ status: 204 });
    expect(given).toEqual([undefined, undefined]);
  });
});

describe('an address', () => {
  it.each([
    ['limit=7', { limit: 7 }],
    ['yes=true', { yes: true }],
    ['yes=false', { yes: false }],
    ['ratio=-1.5', { ratio: -1.5 }],
    ['big=-3', { big: -3 }],
    ['text=7', { text: '7' }],
    ['text=a%20b+c', { text: 'a b c' }],
    ['unknown=1&__proto__=2&constructor=3', {}],
    ['', {}],
  ])('says %s as the contract’s types', async (query, expected) => {
    const { status, value } = await send({ body: { text: 'a' }, query: `?${query}` });
    expect({ status, query: value.query }).toEqual({ status: 200, query: expected });
  });

  it.each([
    'limit=',
    'limit=5.5',
    'limit=5.0',
    'limit=0x10',
    'limit=1e1',
    'limit=+5',
    'limit=%205',
    'limit=05',
    'limit=true',
    'limit=null',
    'limit=1n',
    'limit=-0',
    'limit=0',
    'limit=101',
    'limit=1&limit=2',
    'limit=%ZZ',
  ])('that says %s is refused, not guessed at', async (query) => {
    expect(await refusedFields({ body: { text: 'a' }, query: `?${query}` })).toEqual(['/query/limit']);
  });

  it.each([
    ['yes=1', '/query/yes'],
    ['yes=TRUE', '/query/yes'],
    ['ratio=NaN', '/query/ratio'],
    ['ratio=Infinity', '/query/ratio'],
    ['text=a&text=b', '/query/text'],
    ['text=', '/query/text'],
    ['text=a%00b', '/query/text'],
  ])('that says %s is refused', async (query, field) => {
    expect(await refusedFields({ body: { text: 'a' }, query: `?${query}` })).toEqual([field]);
  });

  it('with NUL or too many signs in its path is refused', async () => {
    expect(await refusedFields({ body: { text: 'a' } }, '/api/v1/qr/echo/a%00')).toEqual(['/params/id']);
    expect(await refusedFields({ body: { text: 'a' } }, `/api/v1/qr/echo/${'x'.repeat(100)}`)).toEqual(['/params/id']);
  });

  it.each(['/api/v1/qr/echo/%ZZ', '/api/v1/qr/echo/%E0%A4%A', '/%', `/api/v1/qr/echo/${'x'.repeat(300)}`])(
    'that cannot be read is a problem like any other: %s',
    async (path) => {
      const { status, type, value } = await send({ body: { text: 'a' } }, path);
      expect({ status, type }).toEqual({ status: 400, type: 'application/problem+json' });
      expect(value).toMatchObject({ code: 'MALFORMED_REQUEST', requestId: expect.any(String) });
    },
  );

  it('keeps what its path says, decoded once', async () => {
    expect((await send({ body: { text: 'a' } }, '/api/v1/qr/echo/a%2Fb%2520c')).value.params).toEqual({
      id: 'a/b%20c',
    });
  });
});

describe('an upload', () => {
  const path = '/api/v1/qr/files';
  const zip = { 'content-type': 'application/zip' };

  it('reaches its operation as bytes, up to its own limit', async () => {
    const headers = { ...zip, authorization: `Bearer ${await bed.tokens.customer()}` };
    const raw = 'x'.repeat(200 * 1024);
    expect(await send({ raw, headers }, path)).toMatchObject({ status: 200, value: { bytes: raw.length } });
    expect(await send({ raw: `${raw}x`, headers }, path)).toMatchObject({
      status: 413,
      value: { code: 'PAYLOAD_TOO_LARGE' },
    });
  });

  it('of another type, or without a file, is refused by the type that is wanted', async () => {
    const authorization = `Bearer ${await bed.tokens.customer()}`;
    for (const sent of [{ body: {}, headers: { authorization } }, { headers: { authorization } }])
      expect(await send(sent, path)).toMatchObject({
        status: 415,
        value: { code: 'UNSUPPORTED_MEDIA_TYPE', detail: 'Send the file itself as application/zip.' },
      });
  });

  it('of somebody who may not is refused before it is read', async () => {
    const raw = 'x'.repeat(300 * 1024);
    expect(await send({ raw, headers: zip }, path)).toMatchObject({ status: 401, value: { code: 'UNAUTHENTICATED' } });
    const authorization = `Bearer ${await bed.tokens.guest()}`;
    expect(await send({ raw, headers: { ...zip, authorization } }, path)).toMatchObject({ status: 401 });
  });
});

describe('an idempotency key', () => {
  it.each(['a', 'x'.repeat(128), '01a2024f-8478-77b3-bdc8-f725e02fd66c', '!~'])(
    'of visible signs is taken: %s',
    async (key) => {
      expect(await send({ headers: { 'idempotency-key': key } }, '/api/v1/qr/keyed')).toMatchObject({
        status: 200,
        value: { key },
      });
    },
  );

  it.each([undefined, '', 'x'.repeat(129), 'a b', 'a\tb', 'é'])('is demanded: %s', async (key) => {
    const headers: Record<string, string> = key === undefined ? {} : { 'idempotency-key': key };
    expect(await send({ headers }, '/api/v1/qr/keyed')).toMatchObject({
      status: 400,
      type: 'application/problem+json',
      value: { code: 'IDEMPOTENCY_KEY_MISSING', field: '/headers/idempotency-key' },
    });
  });
});
