import { once } from 'node:events';
import { connect as connectSocket } from 'node:net';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DomainError } from '@safiri/kernel';
import { connect, route, transaction, type Database } from '../src/index.ts';
import { answer, download, fail, openHttpBed, touch, type HttpBed } from './http-bed.ts';

let bed: HttpBed;
let away: Database;
let thrown: () => unknown;

beforeAll(async () => {
  away = connect({ connectionString: 'postgres://nobody@127.0.0.1:1/none', schema: 'qr' });
  const row = {
    name: 'Ann',
    secret: 'x',
    nested: { kind: 'seat', label: '4A', secret: 'x' },
    list: [{ n: 1, secret: 'x' }],
  };
  bed = await openHttpBed([
    route(download, async () => ({ name: 'a.csv', bytes: Buffer.from('a,b') })),
    route(answer, async () => row as never),
    route(fail, async () => {
      throw await thrown();
    }),
    route(
      touch,
      async () => await transaction(away, { kind: 'service' }, async (tx) => void (await sql`select 1`.execute(tx))),
    ),
  ]);
  await bed.app.listen({ port: 0, host: '127.0.0.1' });
});
afterAll(async () => {
  await bed.app.close();
  await away.close();
});

async function failingWith(error: unknown) {
  thrown = () => error;
  const response = await bed.app.inject({ url: '/api/v1/qr/failures' });
  return { status: response.statusCode, headers: response.headers, value: response.json() };
}

describe('an answer', () => {
  it('carries nothing that its contract does not name, however deep', async () => {
    const response = await bed.app.inject({ url: '/api/v1/qr/answer' });
    expect(response.json()).toEqual({ name: 'Ann', nested: { kind: 'seat', label: '4A' }, list: [{ n: 1 }] });
    expect(response.body).not.toContain('secret');
  });

  it('that is a file is sent byte by byte, under its name, to be saved', async () => {
    const response = await bed.app.inject({ url: '/api/v1/qr/file' });
    expect(response.rawPayload).toEqual(Buffer.from('a,b'));
    expect(response.headers).toMatchObject({
      'content-type': 'text/csv',
      'content-disposition': 'attachment; filename="a.csv"',
      'cache-control': 'no-store',
    });
  });

  it('says who asked, is not kept by caches and is not guessed at by browsers', async () => {
    const requestId = '0af7651916cd43dd8448eb211c80319c';
    const asked = await bed.app.inject({ url: '/api/v1/qr/answer', headers: { 'x-request-id': requestId } });
    expect(asked.headers).toMatchObject({
      'x-request-id': requestId,
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    });
    const forged = await bed.app.inject({ url: '/api/v1/qr/answer', headers: { 'x-request-id': 'a b<script>' } });
    expect(forged.headers['x-request-id']).toMatch(/^[0-9a-f]{32}$/);
  });

  it('to HEAD is that to GET without its body', async () => {
    const [get, head] = await Promise.all([
      bed.app.inject({ url: '/api/v1/qr/answer' }),
      bed.app.inject({ method: 'HEAD', url: '/api/v1/qr/answer' }),
    ]);
    expect({ status: head.statusCode, length: head.headers['content-length'], body: head.body }).toEqual({
      status: 200,
      length: get.headers['content-length'],
      body: '',
    });
  });

  it.each([
    ['GET', '/api/v1/qr/unknown'],
    ['GET', '/api/v1/unknown/answer'],
    ['DELETE', '/api/v1/qr/answer'],
    ['OPTIONS', '/api/v1/qr/answer'],
    ['GET', '/api/v1/qr/answer/'],
    ['GET', '/api/v1/QR/answer'],
  ] as const)('to %s %s is that there is nothing', async (method, url) => {
    const response = await bed.app.inject({ method, url });
    expect(response.statusCode).toBe(404);
    expect(response.headers['content-type']).toBe('application/problem+json');
    expect(response.json()).toMatchObject({
      status: 404,
      code: 'NOT_FOUND',
      type: '/problems/not-found',
      requestId: expect.any(String),
    });
    expect(response.headers['access-control-allow-origin']).toBeUndefined();
  });
});

describe('a refusal', () => {
  it('of the contract has its status, code, sentence and extras, which cannot overwrite them', async () => {
    const { status, headers, value } = await failingWith(
      new DomainError('SEATS_TAKEN', 'Somebody was faster.', {
        seats: [4],
        field: '/body/trips/0',
        code: 'OTHER',
        status: 200,
        type: 'x',
      }),
    );
    expect(status).toBe(409);
    expect(headers['content-type']).toBe('application/problem+json');
    expect(value).toEqual({
      type: '/problems/seats-taken',
      title: 'seats taken',
      status: 409,
      code: 'SEATS_TAKEN',
      detail: 'Somebody was faster.',
      field: '/body/trips/0',
      seats: [4],
      requestId: headers['x-request-id'],
    });
  });

  it('common to all needs no mention in the contract; one that nobody declared is a bug', async () => {
    expect(await failingWith(new DomainError('NOT_FOUND', 'No such trip.'))).toMatchObject({
      status: 404,
      value: { detail: 'No such trip.' },
    });
    const { status, value } = await failingWith(new DomainError('TRIP_DEPARTED', 'It left.'));
    expect({ status, code: value.code }).toEqual({ status: 500, code: 'INTERNAL' });
    expect(JSON.stringify(value)).not.toContain('It left');
  });

  it.each([
    new Error('password is hunter2'),
    Object.assign(new Error('relation "secrets" does not exist'), { code: '42P01', detail: 'hunter2' }),
    'hunter2',
    undefined,
    { statusCode: 200, message: 'hunter2' },
  ])('of a bug tells none of its details (%#)', async (bug) => {
    const { status, value } = await failingWith(bug);
    expect(status).toBe(500);
    expect(value).toEqual({
      type: '/problems/internal',
      title: 'internal',
      status: 500,
      code: 'INTERNAL',
      detail: 'Something went wrong on our side. It has been reported.',
      requestId: expect.any(String),
    });
  });

  it.each([
    ['OVERLOADED', { retryAfter: 2.5 }, { status: 503, seconds: '3' }],
    ['OVERLOADED', {}, { status: 503, seconds: '1' }],
    ['REQUEST_IN_FLIGHT', { retryAfter: 4 }, { status: 409, seconds: '4' }],
    ['REQUEST_IN_FLIGHT', { retryAfter: 0 }, { status: 409, seconds: '1' }],
    ['SEATS_TAKEN', {}, { status: 409, seconds: undefined }],
  ])('that says %s says when to ask again, if it passes by itself (%j)', async (code, extras, expected) => {
    const { status, headers, value } = await failingWith(new DomainError(code, 'Not now.', extras));
    expect({ status, seconds: headers['retry-after'] }).toEqual(expected);
    expect(value).toMatchObject({ code, ...extras });
  });

  it('because the database is away is 503 with the time to wait, not a bug and not a hang', async () => {
    const response = await bed.app.inject({
      method: 'POST',
      url: '/api/v1/qr/touches',
      headers: { authorization: `Bearer ${await bed.tokens.guest()}` },
    });
    expect(response.statusCode).toBe(503);
    expect(response.headers['retry-after']).toBe('1');
    expect(response.json()).toMatchObject({ code: 'UNAVAILABLE', status: 503 });
  });

  it.each(['08006', '53300', '57P01', '57P03', '57014', '55P03'])(
    'because PostgreSQL says %s is 503 too',
    async (code) => {
      expect(await failingWith(Object.assign(new Error('busy'), { code }))).toMatchObject({
        status: 503,
        headers: { 'retry-after': '1' },
        value: { code: 'UNAVAILABLE' },
      });
    },
  );
});

it('a server gives headers little time to arrive, and a large upload on a thin line enough', () => {
  expect(bed.app.server.headersTimeout).toBe(30_000);
  expect(bed.app.server.requestTimeout).toBe(300_000);
});

it('a server that closes waits for no connection that was opened in advance and never asked anything', async () => {
  const { app } = await openHttpBed([]);
  await app.listen({ port: 0, host: '127.0.0.1' });
  const socket = connectSocket(Number(new URL(app.listeningOrigin).port), '127.0.0.1');
  await Promise.all([once(socket, 'connect'), once(app.server, 'connection')]);
  const ended = once(socket, 'close');
  await app.close();
  await ended;
});

describe('what is no HTTP request', () => {
  it.each([
    ['noise', 'hello\r\n\r\n', 400],
    ['an unknown method', 'FETCH / HTTP/1.1\r\nhost: x\r\n\r\n', 400],
    ['two lengths', 'POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 3\r\ncontent-length: 4\r\n\r\nabc', 400],
    [
      'a length and chunks',
      'POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 3\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n',
      400,
    ],
    ['headers without end', `GET / HTTP/1.1\r\nhost: x\r\nlong: ${'x'.repeat(20_000)}\r\n\r\n`, 431],
    ['headers without number', `GET / HTTP/1.1\r\nhost: x\r\n${'a: b\r\n'.repeat(4_000)}\r\n`, 431],
    ['a query without end', `GET /?${'q=1&'.repeat(5_000)} HTTP/1.1\r\nhost: x\r\n\r\n`, 431],
  ])('%s is answered as a problem, and the line is closed', async (_case, bytes, status) => {
    const socket = connectSocket(Number(new URL(bed.app.listeningOrigin).port), '127.0.0.1');
    let text = '';
    socket.on('data', (chunk) => (text += chunk.toString()));
    socket.write(bytes);
    await once(socket, 'close');
    const [head = '', body = ''] = text.split('\r\n\r\n');
    expect(head).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(head).toContain('content-type: application/problem+json');
    expect(head).toContain("frame-ancestors 'none'");
    expect(JSON.parse(body)).toMatchObject({ status, code: 'MALFORMED_REQUEST', requestId: expect.any(String) });
  });
});
