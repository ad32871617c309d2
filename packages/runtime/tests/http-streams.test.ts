import { once } from 'node:events';
import { connect } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import { pino } from 'pino';
import Type from 'typebox';
import { describe, expect, it, onTestFinished } from 'vitest';
import { DomainError } from '@safiri/kernel';
import { eventStream, type EventOf } from '@safiri/contracts/declaring';
import { route, streamRoute, type StreamSettings, type StreamSink } from '../src/index.ts';
import { eventually } from './eventually.ts';
import { named, openHttpBed, type HttpBed } from './http-bed.ts';
import { openReader, type StreamReader } from './stream-reader.ts';

const followNamed = eventStream({
  id: 'followNamed',
  service: 'qr',
  path: '/named/updates',
  summary: 'For tests',
  who: { kind: 'anyone' },
  query: Type.Object({ refuse: Type.Optional(Type.String({ maxLength: 20 })) }),
  follows: named,
  events: { text: Type.Object({ text: Type.String() }), closed: Type.Object({ reason: Type.String() }) },
  refusals: { GONE: 410 },
});
const updates = '/api/v1/qr/named/updates';

type Streams = HttpBed & {
  /** Where the use case speaks, a reader each. */
  readonly sinks: readonly StreamSink<typeof followNamed>[];
  readonly stopped: () => number;
  readonly logged: () => readonly unknown[];
  readonly read: (headers?: Record<string, string>) => Promise<StreamReader>;
};

/** A server with a stream that says where it is, and then whatever the test says. */
async function openStreams(settings: Partial<StreamSettings> = {}): Promise<Streams> {
  const sinks: StreamSink<typeof followNamed>[] = [];
  const lines: string[] = [];
  let stopped = 0;
  const stream = streamRoute(
    followNamed,
    { mostStreams: 100, mostStreamsPerAddress: 100, ...settings },
    async ({ query }) => {
      if (query.refuse !== undefined) throw new DomainError(query.refuse, 'No.');
      return (sink) => {
        sinks.push(sink);
        sink.send(kigali);
        return () => (stopped += 1);
      };
    },
  );
  const routes = [stream, route(named, async () => ({ text: 'Kigali' }))];
  const bed = await openHttpBed(routes, pino({}, { write: (line: string) => void lines.push(line) }));
  await bed.app.listen({ port: 0, host: '127.0.0.1' });
  onTestFinished(async () => await bed.app.close());
  return {
    ...bed,
    sinks,
    stopped: () => stopped,
    logged: () => lines.filter((line) => line.includes('"msg":"request"')).map((line): unknown => JSON.parse(line)),
    read: async (headers) => {
      const reader = await openReader(bed.app, updates, headers);
      onTestFinished(() => reader.leave());
      return reader;
    },
  };
}

function saying(text: string): EventOf<typeof followNamed> {
  return { event: 'text', data: { text }, state: { text } };
}
const kigali = saying('Kigali');

describe('a stream', () => {
  it('is text/event-stream that nobody keeps or collects, and says when to connect again', async () => {
    const { read } = await openStreams();
    const { status, headers, until, text } = await read({ 'x-request-id': '0af76519-16cd-43dd-8448-eb211c80319c' });
    expect(status).toBe(200);
    expect(headers).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
      'x-content-type-options': 'nosniff',
      'x-request-id': '0af7651916cd43dd8448eb211c80319c',
    });
    await until('Kigali');
    expect(text()).toMatch(/^retry: \d+\n\nid: "[\w-]{22}"\nevent: text\ndata: {"text":"Kigali"}\n\n$/);
  });

  it('names a state as the read that it follows does, and tells nobody what they have', async () => {
    const { app, read, sinks } = await openStreams();
    const etag = (await app.inject({ url: '/api/v1/qr/named' })).headers.etag ?? '';
    const [anew, again] = [await read(), await read({ 'last-event-id': etag })];
    for (const sink of sinks) {
      sink.send(saying('Kigali'));
      sink.send(saying('Huye'));
      sink.send({ event: 'closed', data: { reason: 'over' } });
      sink.end();
      sink.send(saying('Musanze'));
    }
    const [whole, rest] = [await anew.whole(), await again.whole()];
    expect(whole.match(/^(id|data): .*$/gm)).toEqual([
      `id: ${etag}`,
      'data: {"text":"Kigali"}',
      expect.stringMatching(/^id: "/),
      'data: {"text":"Huye"}',
      'data: {"reason":"over"}',
    ]);
    expect(whole).toContain(rest.replace(/^retry: \d+\n\n/, ''));
    expect(rest).not.toContain('Kigali');
  });

  it('tells only what its contract names', async () => {
    const { read, sinks } = await openStreams();
    const reader = await read();
    const more: EventOf<typeof followNamed> = { event: 'closed', data: Object({ reason: 'over', secret: 'x' }) };
    sinks[0]?.send(more);
    sinks[0]?.end();
    expect(await reader.whole()).toMatch(/event: closed\ndata: {"reason":"over"}\n\n$/);
  });

  it('keeps a silent line open by comments', async () => {
    const { read } = await openStreams({ heartbeatMilliseconds: 5 });
    await (await read()).until('\n\n:\n\n:\n\n');
  });

  it('is refused as any other request is, and asking for its head opens none', async () => {
    const { app, sinks } = await openStreams();
    const ask = async (query: string, method: 'GET' | 'HEAD' = 'GET') =>
      (await app.inject({ method, url: `${updates}${query}` })).statusCode;
    expect(await Promise.all([ask('?refuse=GONE'), ask('?refuse=NOT_FOUND'), ask('?refuse=BUG')])).toEqual([
      410, 404, 500,
    ]);
    expect(await ask(`?refuse=${'x'.repeat(21)}`)).toBe(422);
    expect(await ask('', 'HEAD')).toBe(404);
    expect(sinks).toHaveLength(0);
  });
});

describe('the end of a stream', () => {
  it('because the reader left stops who speaks, and is one line in the log', async () => {
    const { read, sinks, stopped, logged } = await openStreams();
    const [first, second] = [await read(), await read()];
    await Promise.all([first.until('Kigali'), second.until('Kigali')]);
    first.leave();
    await eventually(async () => expect(stopped()).toBe(1));
    for (const sink of sinks) sink.send(saying('Huye'));
    await second.until('Huye');
    sinks[1]?.end();
    await second.whole();
    await eventually(async () => expect(stopped()).toBe(2));
    const line = { msg: 'request', method: 'GET', route: updates, status: 200, ms: expect.any(Number) };
    expect(logged()).toEqual([
      expect.objectContaining({ ...line, ending: 'left' }),
      expect.not.objectContaining({ ending: expect.anything() }),
    ]);
    expect(logged()[1]).toMatchObject(line);
  });

  it('comes to a reader who does not read, and to nobody else', async () => {
    const { app, read, sinks, stopped, logged } = await openStreams({ mostWaitingBytes: 1_000 });
    const socket = connect(Number(new URL(app.listeningOrigin).port), '127.0.0.1');
    socket.on('error', () => undefined);
    onTestFinished(() => void socket.destroy());
    await once(socket, 'connect');
    socket.write(`GET ${updates} HTTP/1.1\r\nhost: safiri\r\n\r\n`);
    await eventually(async () => expect(sinks).toHaveLength(1));
    const reader = await read();
    const long = 'x'.repeat(50_000);
    for (let count = 0; stopped() === 0; count += 1) {
      // As much as the kernel keeps for a reader goes out before anything waits.
      expect(count).toBeLessThan(5_000);
      sinks[0]?.send(saying(`${long}${count}`));
      await setImmediate();
    }
    sinks[1]?.send(saying('Huye'));
    await reader.until('Huye');
    expect(stopped()).toBe(1);
    expect(logged()).toEqual([expect.objectContaining({ ending: 'slow' })]);
  });

  it('comes at once when the server stops, which waits for no reader', async () => {
    const { app, read, stopped } = await openStreams();
    const readers = [await read(), await read()];
    await app.close();
    expect(stopped()).toBe(2);
    expect(await Promise.all(readers.map(async (reader) => (await reader.whole()).includes('Kigali')))).toEqual([
      true,
      true,
    ]);
  });

  it('comes also when the use case is slower than the reader is patient', async () => {
    const { promise, resolve } = Promise.withResolvers<undefined>();
    let [asked, spoken, stopped] = [0, 0, 0];
    const slow = streamRoute(followNamed, { mostStreams: 1, mostStreamsPerAddress: 1 }, async () => {
      asked += 1;
      await promise;
      return (sink) => {
        spoken += 1;
        sink.send(kigali);
        return () => (stopped += 1);
      };
    });
    const { app } = await openHttpBed([slow]);
    await app.listen({ port: 0, host: '127.0.0.1' });
    onTestFinished(async () => await app.close());
    const socket = connect(Number(new URL(app.listeningOrigin).port), '127.0.0.1');
    await once(socket, 'connect');
    socket.write(`GET ${updates} HTTP/1.1\r\nhost: safiri\r\n\r\n`);
    await eventually(async () => expect(asked).toBe(1));
    socket.destroy();
    await once(socket, 'close');
    resolve(undefined);
    await eventually(async () => expect([spoken, stopped]).toEqual([1, 1]));
    // The place is free again.
    const reader = await openReader(app, updates);
    await reader.until('Kigali');
    reader.leave();
  });
});

describe('places', () => {
  it('of a process are bounded, and come back when readers leave', async () => {
    const { read, stopped } = await openStreams({ mostStreams: 2 });
    const [first] = [await read(), await read()];
    const refused = await read();
    expect(refused.status).toBe(503);
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    expect(JSON.parse(await refused.whole())).toMatchObject({ code: 'OVERLOADED' });
    first?.leave();
    await eventually(async () => expect(stopped()).toBe(1));
    expect((await read()).status).toBe(200);
  });

  it('of an address are bounded too', async () => {
    const { read } = await openStreams({ mostStreamsPerAddress: 1 });
    expect([(await read()).status, (await read()).status]).toEqual([200, 503]);
  });
});
