import type { Socket } from 'node:net';
import {
  fastify,
  LogController,
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify';
import type { Bindings, ChildLoggerOptions } from 'pino';
import { ownTrace, type Log } from '../log.ts';
import { measureRequests } from '../telemetry/measure-requests.ts';
import { traceRequests } from '../telemetry/trace-requests.ts';
import { isTracing } from '../telemetry/tracing.ts';
import { answerBrokenRequest } from './broken-request.ts';
import { notKept } from './conditional.ts';
import { lateSerializers } from './late-serializers.ts';
import { refusalOf, sendRefusal } from './problems.ts';
import { requestIdOf } from './request-id.ts';
import { setSecurityHeaders } from './security-headers.ts';

/** Headers are a few kilobytes: who takes longer to send them keeps the line and nothing else. */
const headersMilliseconds = 30_000;
/** The largest upload, a feed of 64 MiB, over a line of 2 Mbit/s. */
const requestMilliseconds = 5 * 60_000;
/** Longer than a browser keeps a connection, shorter than a gateway's upstream time-out. */
const keepAliveMilliseconds = 72_000;

/** An HTTP server with the house's request ids, problem answers and one log line a request; routes are mounted on it. */
export async function createHttpServer(options: {
  readonly log: Log;
  /** Whose word on a caller's address is taken, as addresses, ranges or "loopback"; left out, nobody's. */
  readonly trustProxy?: string | undefined;
}): Promise<FastifyInstance> {
  const loggerInstance: FastifyBaseLogger = options.log;
  const app = fastify({
    loggerInstance,
    // One line a request is written below, when it is answered.
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'traceId' }),
    genReqId: (request) => requestIdOf(request.headers),
    ...(isTracing() ? { childLoggerFactory: childOfRequest } : {}),
    trustProxy: options.trustProxy ?? false,
    http: { headersTimeout: headersMilliseconds },
    requestTimeout: requestMilliseconds,
    keepAliveTimeout: keepAliveMilliseconds,
    routerOptions: { maxParamLength: 200 },
    schemaController: { compilersFactory: { buildSerializer: lateSerializers } },
    forceCloseConnections: 'idle',
    // Addresses that the router cannot read come here, past the hooks and the error handler below.
    frameworkErrors: (error, request, reply) => {
      setHouseHeaders(request, reply);
      void sendRefusal(request, reply, refusalOf(error, undefined));
    },
    clientErrorHandler: answerBrokenRequest,
  });
  endSilentConnections(app);
  // Plain text is no body of ours, and browsers send it across origins without asking.
  app.removeContentTypeParser('text/plain');
  // Declared once, so that all requests are of one shape.
  app.decorateRequest('actor');
  app.decorateRequest('provenKey');
  traceRequests(app);
  measureRequests(app);
  app.addHook('onRequest', (request, reply, done) => {
    setHouseHeaders(request, reply);
    done();
  });
  app.addHook('onResponse', (request, reply, done) => {
    logAnswered(request, reply);
    done();
  });
  app.setNotFoundHandler((request, reply) =>
    sendRefusal(request, reply, {
      status: 404,
      code: 'NOT_FOUND',
      detail: 'There is nothing at this address.',
      extras: {},
      isBug: false,
    }),
  );
  app.setErrorHandler((error, request, reply) => {
    const refusal = refusalOf(error, undefined);
    if (refusal.isBug) request.log.error({ err: error }, 'bug');
    return sendRefusal(request, reply, refusal);
  });
  return app;
}

/** Browsers open connections in advance. One that never carried a request is not idle to Node's mind, and would keep the server from closing. */
function endSilentConnections(app: FastifyInstance): void {
  const silent = new Set<Socket>();
  app.server.on('connection', (socket) => {
    silent.add(socket);
    socket.once('close', () => silent.delete(socket));
  });
  app.server.on('request', ({ socket }) => silent.delete(socket));
  app.addHook('preClose', (done) => {
    for (const socket of silent) socket.destroy();
    done();
  });
}

/** A request's own log names its trace already. */
function childOfRequest(log: FastifyBaseLogger, bindings: Bindings, options: ChildLoggerOptions): FastifyBaseLogger {
  return log.child(bindings, { ...options, ...ownTrace });
}

function logAnswered(request: FastifyRequest, reply: FastifyReply): void {
  request.log.info(
    {
      method: request.method,
      route: request.routeOptions.url,
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime * 10) / 10,
    },
    'request',
  );
}

function setHouseHeaders(request: FastifyRequest, reply: FastifyReply): void {
  setSecurityHeaders(request, reply);
  void reply.header('x-request-id', request.id).header('cache-control', notKept);
}
