import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { pathOf, type EventStream } from '@safiri/contracts/declaring';
import type { Database } from '../database/connect.ts';
import { etagOf } from './conditional.ts';
import { doorkeeper, type Doorkeeping } from './doorkeeper.ts';
import { refusalOf, sendRefusal } from './problems.ts';
import { isSupport, recordSupportRead } from './record-support-read.ts';
import type { RequestOf } from './route.ts';
import { openStreamConnection, type StreamConnection, type StreamEnding } from './stream-connection.ts';
import { createFrameWriter } from './stream-frames.ts';
import { createStreamPlaces } from './stream-places.ts';
import type { Speaker, StreamRoute, StreamSink } from './stream-route.ts';
import { addressParser, type Parser } from './validation.ts';

/** Serves a stream: authenticate, may?, parse, is there a place?, use case; then whatever the use case says, until one side ends it. */
export function mountStream(
  app: FastifyInstance,
  entry: StreamRoute,
  { db, ...door }: Doorkeeping & { readonly db?: Database },
): void {
  const { operation: stream, settings } = entry;
  const parse = requestParser(stream);
  const handle = entry.handle as (request: unknown) => Promise<Speaker<EventStream>>;
  const places = createStreamPlaces(settings);
  const sinkOf = sinkMaker(stream);
  const open = new Set<StreamConnection>();
  let isStopping = false;
  // Readers connect again by themselves: to the process that comes after this one.
  app.addHook('preClose', async () => {
    isStopping = true;
    for (const connection of open) connection.end();
  });
  app.route({
    method: 'GET',
    url: pathOf(stream),
    // Asking for the head alone would open a stream that nobody reads.
    exposeHeadRoute: false,
    // Never sent; a state is named by its text, as the answer of the read that the stream follows is.
    ...(stream.follows === undefined ? {} : { schema: { response: { 200: stream.follows.success.body } } }),
    errorHandler: (error, request, reply) => {
      const refusal = refusalOf(error, stream);
      if (refusal.isBug) request.log.error({ err: error, operation: stream.id }, 'bug');
      void sendRefusal(request, reply, refusal);
    },
    onRequest: doorkeeper(stream, door),
    handler: async (request, reply) => {
      const leave = places.take(request.ip);
      try {
        const parsed = parse(request);
        if (isSupport(parsed.actor)) await recordSupportRead(db, parsed);
        const speak = await handle(parsed);
        reply.hijack();
        const connection = openStreamConnection(reply.raw, headersOf(reply), settings);
        open.add(connection);
        if (isStopping) connection.end();
        const stop = speak(sinkOf(request, reply, connection));
        const ending = await connection.over;
        stop();
        open.delete(connection);
        logUnfinished(request, reply, ending);
      } finally {
        leave();
      }
    },
  });
}

type ParsedRequest = Omit<RequestOf<EventStream>, 'actor'> & Pick<FastifyRequest, 'actor'>;

function requestParser(stream: EventStream): (request: FastifyRequest) => ParsedRequest {
  const nothing: Parser = () => ({});
  const parseParams = stream.params === undefined ? nothing : addressParser('params', stream.params);
  const parseQuery = stream.query === undefined ? nothing : addressParser('query', stream.query);
  return (request) => ({
    operation: stream,
    params: parseParams(request.params) as Record<never, never>,
    query: parseQuery(request.query) as Record<never, never>,
    body: undefined,
    actor: request.actor,
    accessToken: null,
    idempotencyKey: '',
    requestId: request.id,
    deviceId: null,
    provenKey: null,
    userAgent: '',
    headers: {},
    address: request.ip,
  });
}

function sinkMaker(
  stream: EventStream,
): (request: FastifyRequest, reply: FastifyReply, connection: StreamConnection) => StreamSink<EventStream> {
  const frameOf = createFrameWriter(stream);
  return (request, reply, connection) => {
    const given = request.headers['last-event-id'];
    let known = typeof given === 'string' ? given : undefined;
    const tagOf = (state: unknown): string => etagOf(reply.serialize(state));
    return {
      send: (event) => {
        const frame = frameOf(event, tagOf);
        if (frame.id !== undefined && frame.id === known) return;
        known = frame.id ?? known;
        connection.write(frame.text);
      },
      end: () => connection.end(),
    };
  };
}

function headersOf(reply: FastifyReply): Record<string, string | string[] | number | undefined> {
  return {
    ...reply.getHeaders(),
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    // nginx would collect some kilobytes before it passes anything on.
    'x-accel-buffering': 'no',
  };
}

/** The server writes a line for every answer that reached its end; a stream mostly ends because its reader leaves. */
function logUnfinished(request: FastifyRequest, reply: FastifyReply, ending: StreamEnding): void {
  if (reply.raw.writableFinished) return;
  request.log.info(
    {
      method: request.method,
      route: request.routeOptions.url,
      status: reply.raw.statusCode,
      ms: Math.round(reply.elapsedTime * 10) / 10,
      ending,
    },
    'request',
  );
}
