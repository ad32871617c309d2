import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { afterEach, describe, expect, expectTypeOf, it } from 'vitest';
import {
  createAttempt,
  createGuest,
  getOrderByLink,
  getStatementPdf,
  getTrip,
  holdSeats,
  importFeed,
  importStatement,
  listAttempts,
  releaseOrder,
  requestCode,
  searchTrips,
  type Order,
} from '@safiri/contracts';
import { newId } from '@safiri/kernel';
import { createClient, type Answer, type Client } from './index.ts';

let server: Server | undefined;

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
  server = undefined;
});

/** A gateway that answers as told. */
async function clientOf(answering: RequestListener, timeoutMilliseconds = 10_000): Promise<Client> {
  server = createServer(answering);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return createClient({ baseUrl: `http://127.0.0.1:${port}`, accessToken: 'a.b.c', timeoutMilliseconds });
}

function answering(status: number, type: string, body: string): RequestListener {
  return (_request, response) => void response.writeHead(status, { 'content-type': type }).end(body);
}

const trip = { params: { tripId: 1 } };

describe('no answer of ours', () => {
  it.each([
    ['a page where JSON belongs', answering(200, 'text/html', '<html>Sign in to the hotel</html>')],
    ['a gateway’s own error page', answering(502, 'text/html', '<html>Bad Gateway</html>')],
    ['nothing at all', answering(503, 'text/plain', '')],
    ['JSON that is no problem', answering(404, 'application/json', '{"error":"nope"}')],
    ['JSON null', answering(500, 'application/json', 'null')],
    ['a problem of somebody else', answering(409, 'application/problem+json', '{"title":"x","code":"QUOTA"}')],
    ['a status that the contract does not know', answering(202, 'application/json', '{}')],
    [
      'half an answer',
      (_request: IncomingMessage, response) =>
        void response.writeHead(200, { 'content-length': 9 }).write('{', () => response.destroy()),
    ],
    ['a line that breaks', (request: IncomingMessage) => request.socket.destroy()],
  ] satisfies [string, RequestListener][])('%s is NO_ANSWER', async (_case, listener) => {
    const call = await clientOf(listener);
    expect(await call(getTrip, trip)).toMatchObject({ ok: false, code: 'NO_ANSWER' });
  });

  it('a page where a file belongs is NO_ANSWER, a file of its type has its name', async () => {
    const statement = { params: { companyId: newId(), settlementId: newId() } };
    const hotel = await clientOf(answering(200, 'text/html', '<html>Sign in to the hotel</html>'));
    expect(await hotel(getStatementPdf, statement)).toMatchObject({ ok: false, code: 'NO_ANSWER' });
    const ours = await clientOf((_request, response) =>
      response
        .writeHead(200, { 'content-type': 'application/pdf', 'content-disposition': 'attachment; filename="a-1.pdf"' })
        .end('%PDF'),
    );
    expect(await ours(getStatementPdf, statement)).toEqual({
      ok: true,
      value: { name: 'a-1.pdf', bytes: new Uint8Array(Buffer.from('%PDF')) },
    });
  });

  it('silence is NO_ANSWER after the time-out, before the headers and after them', async () => {
    const silent = await clientOf(() => undefined, 50);
    expect(await silent(getTrip, trip)).toMatchObject({ code: 'NO_ANSWER' });
    server?.closeAllConnections();
    server?.close();
    const slow = await clientOf((_request, response) => void response.writeHead(200).write('{'), 50);
    expect(await slow(getTrip, trip)).toMatchObject({ code: 'NO_ANSWER' });
  });

  it('an operation that may take longer is waited for', async () => {
    const answer = { importId: newId(), method: 'card', lines: 0, problems: 0, firstProblems: [], openCases: 0 };
    const slow = await clientOf((_request, response) => {
      setTimeout(
        () => response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer)),
        200,
      );
    }, 50);
    const period = { from: '2026-05-01T00:00:00.000Z', until: '2026-05-02T00:00:00.000Z' };
    expect(
      await slow(importStatement, { params: { method: 'card' }, query: period, body: new Uint8Array() }),
    ).toMatchObject({ ok: true });
  });

  it('a closed port is NO_ANSWER', async () => {
    const call = createClient({ baseUrl: 'http://127.0.0.1:1' });
    expect(await call(getTrip, trip)).toMatchObject({ code: 'NO_ANSWER' });
  });
});

describe('a line that breaks before an answer', () => {
  const seats = { trips: [{ tripId: 1, from: 0, to: 1, seats: [4] }] };
  const unanswered = (listener: RequestListener, breaks: number): [RequestListener, () => unknown[]] => {
    const heard: unknown[] = [];
    const breaking: RequestListener = (request, response) => {
      heard.push(request.headers['idempotency-key'] ?? request.method);
      if (heard.length <= breaks) request.socket.destroy();
      else listener(request, response);
    };
    return [breaking, () => heard];
  };
  const problem = (code: string): string => JSON.stringify({ title: 'x', code });
  const taken = answering(409, 'application/problem+json', problem('SEATS_TAKEN'));

  it('costs a read nothing, nor a write that has a key', async () => {
    const [broken, heard] = unanswered(taken, 2);
    const call = await clientOf(broken);
    expect(await call(holdSeats, { idempotencyKey: 'k', body: seats })).toMatchObject({ code: 'SEATS_TAKEN' });
    expect(heard()).toEqual(['k', 'k', 'k']);
    const [brokenOnce, heardOnce] = unanswered(answering(404, 'application/problem+json', problem('NOT_FOUND')), 1);
    server?.close();
    expect(await (await clientOf(brokenOnce))(getTrip, trip)).toMatchObject({ code: 'NOT_FOUND' });
    expect(heardOnce()).toEqual(['GET', 'GET']);
  });

  it('ends after three tries, and is one for a write that says nothing of being repeated', async () => {
    const [broken, heard] = unanswered(taken, 9);
    const call = await clientOf(broken);
    expect(await call(holdSeats, { idempotencyKey: 'k', body: seats })).toMatchObject({ code: 'NO_ANSWER' });
    expect(heard()).toHaveLength(3);
    const code = { body: { identifier: '+250788000000', purpose: 'reset' } } as const;
    expect(await call(requestCode, code)).toMatchObject({ code: 'NO_ANSWER' });
    expect(heard()).toHaveLength(4);
    expect(await call(createGuest, {})).toMatchObject({ code: 'NO_ANSWER' });
    expect(heard()).toHaveLength(7);
  });
});

describe('an answer', () => {
  it('is the value, or the refusal with its problem', async () => {
    const problem = {
      type: '/problems/seats-taken',
      title: 'seats taken',
      status: 409,
      code: 'SEATS_TAKEN',
      detail: 'Gone.',
      seats: [4],
    };
    const call = await clientOf((request, response) => {
      if (request.method === 'DELETE') response.writeHead(204).end();
      else response.writeHead(409, { 'content-type': 'application/problem+json' }).end(JSON.stringify(problem));
    });
    expect(await call(releaseOrder, { params: { orderId: newId() } })).toEqual({ ok: true, value: undefined });
    const held = await call(holdSeats, {
      idempotencyKey: 'k',
      body: { trips: [{ tripId: 1, from: 0, to: 1, seats: [4] }] },
    });
    expect(held).toEqual({ ok: false, code: 'SEATS_TAKEN', detail: 'Gone.', problem });
  });

  it.each(['UNAUTHENTICATED', 'UNAVAILABLE', 'INTERNAL'])('may be %s of any operation', async (code) => {
    const call = await clientOf(answering(500, 'application/problem+json', JSON.stringify({ title: 'common', code })));
    expect(await call(getTrip, trip)).toMatchObject({ ok: false, code, detail: 'common' });
  });
});

describe('a request', () => {
  async function heard(send: (call: Client) => Promise<unknown>): Promise<{ request: IncomingMessage; body: string }> {
    const { promise, resolve } = Promise.withResolvers<{ request: IncomingMessage; body: string }>();
    const call = await clientOf((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        resolve({ request, body });
        response.writeHead(500).end();
      });
    });
    await send(call);
    return await promise;
  }

  it('carries each part where it belongs', async () => {
    const { request, body } = await heard(
      async (call) =>
        await call(createAttempt, {
          idempotencyKey: 'key-1',
          body: { orderId: newId(), method: 'mtn-momo', payerPhone: '+250788000000' },
        }),
    );
    expect(request.url).toBe('/api/v1/payment/attempts');
    expect(request.headers).toMatchObject({
      'content-type': 'application/json',
      'idempotency-key': 'key-1',
      authorization: 'Bearer a.b.c',
    });
    expect(JSON.parse(body)).toMatchObject({ method: 'mtn-momo' });
  });

  it('without a body announces none', async () => {
    const { request } = await heard(async (call) => await call(releaseOrder, { params: { orderId: newId() } }));
    expect(request.headers['content-type']).toBeUndefined();
  });

  it('keeps every sign of a path or query in its place', async () => {
    const { request } = await heard(async (call) => await call(getOrderByLink, { params: { link: 'a/b?c#d %é' } }));
    expect(request.url).toBe('/api/v1/ticketing/links/a%2Fb%3Fc%23d%20%25%C3%A9');
    const searched = await heard(
      async (call) => await call(searchTrips, { query: { from: 'a&b=c', to: 'd+e f', date: '2026-01-01' } }),
    );
    expect(searched.request.url).toBe('/api/v1/ticketing/trips?from=a%26b%3Dc&to=d%2Be+f&date=2026-01-01');
  });

  it('leaves out what is undefined, and sends files as they are', async () => {
    const { request, body } = await heard(
      async (call) =>
        await call(importFeed, {
          query: { feedName: 'hawaii', shiftDates: undefined as never },
          body: Buffer.from('PK'),
        }),
    );
    expect(request.url).toBe('/api/v1/company/feed-imports?feedName=hawaii');
    expect(request.headers['content-type']).toBe('application/zip');
    expect(body).toBe('PK');
  });

  it.each(['', '.', '..'])('that a value would lead elsewhere (%j) is not sent', async (orderId) => {
    const call = await clientOf(answering(200, 'application/json', '{"attempts":[]}'));
    expect(await call(listAttempts, { params: { orderId } })).toMatchObject({ ok: false, code: 'VALIDATION_FAILED' });
  });
});

describe('types', () => {
  /** Compiles only while every code that the contract lists, and NO_ANSWER, is dealt with. */
  function sentenceFor(answer: Answer<typeof releaseOrder>): string {
    if (answer.ok) return 'released';
    const { code } = answer;
    switch (code) {
      case 'ORDER_NOT_HELD':
        return 'too late';
      case 'NO_ANSWER':
        return 'try again';
      case 'VALIDATION_FAILED':
      case 'MALFORMED_REQUEST':
      case 'IDEMPOTENCY_KEY_MISSING':
      case 'PAYLOAD_TOO_LARGE':
      case 'UNSUPPORTED_MEDIA_TYPE':
      case 'INTERNAL':
        return 'a bug';
      case 'UNAUTHENTICATED':
      case 'PROOF_INVALID':
      case 'FORBIDDEN':
      case 'NOT_FOUND':
        return 'not yours';
      case 'OVERLOADED':
      case 'REQUEST_IN_FLIGHT':
      case 'UNAVAILABLE':
      case 'TOO_MANY_REQUESTS':
      case 'CHALLENGE_NEEDED':
        return 'later';
      default:
        return assertNever(code);
    }
  }
  function assertNever(value: never): never {
    throw new Error(`not dealt with: ${String(value)}`);
  }

  it('make callers exhaust the codes', () => {
    expect(sentenceFor({ ok: false, code: 'ORDER_NOT_HELD', detail: '', problem: undefined })).toBe('too late');
    expectTypeOf<Extract<Answer<typeof holdSeats>, { ok: true }>['value']>().toEqualTypeOf<Order>();
    expectTypeOf<Extract<Answer<typeof holdSeats>, { ok: false }>['code']>().toExtend<string>();
    expectTypeOf<'SEATS_TAKEN'>().toExtend<Extract<Answer<typeof holdSeats>, { ok: false }>['code']>();
    expectTypeOf<'SEATS_TAKEN'>().not.toExtend<Extract<Answer<typeof getTrip>, { ok: false }>['code']>();
  });

  it('refuse parts that an operation does not take, and miss those it needs', () => {
    const wrong = (call: Client): unknown => [
      // @ts-expect-error a key is needed
      call(holdSeats, { body: { trips: [] } }),
      // @ts-expect-error the seat is a number
      call(holdSeats, { idempotencyKey: 'k', body: { trips: [{ tripId: 1, from: 0, to: 1, seats: ['4'] }] } }),
      // @ts-expect-error the order is named in the path
      call(releaseOrder, {}),
      // @ts-expect-error a removal carries no body
      call(releaseOrder, { params: { orderId: '' }, body: {} }),
    ];
    expect(wrong).toBeTypeOf('function');
  });
});
