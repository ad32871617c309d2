import { SpanStatusCode, type Span } from '@opentelemetry/api';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { readTraceparent } from './traceparent.ts';
import { isTracing, runInSpan, startSpan } from './tracing.ts';

/** A span for each request, within which it is answered. Adds nothing to a server while nobody traces. */
export function traceRequests(app: FastifyInstance): void {
  if (!isTracing()) return;
  const spans = new WeakMap<FastifyRequest, Span>();
  app.addHook('onRequest', (request, _reply, done) => {
    const span = spanOf(request);
    if (span === undefined) return done();
    spans.set(request, span);
    runInSpan(span, done);
  });
  // A body arrives by events of the connection, which belong to no request: from here on it is this one's again.
  app.addHook('preHandler', (request, _reply, done) => {
    const span = spans.get(request);
    if (span === undefined) return done();
    runInSpan(span, done);
  });
  app.addHook('onResponse', (request, reply, done) => {
    const span = spans.get(request);
    span?.setAttribute('http.response.status_code', reply.statusCode);
    if (reply.statusCode >= 500) span?.setStatus({ code: SpanStatusCode.ERROR });
    span?.end();
    done();
  });
}

function spanOf(request: FastifyRequest): Span | undefined {
  const route = request.routeOptions.url ?? 'nowhere';
  return startSpan(
    {
      name: `${request.method} ${route}`,
      kind: 'server',
      // The address as it was declared: what stands in it may be anybody's.
      attributes: { 'http.request.method': request.method, 'http.route': route },
    },
    { traceId: request.id, parent: readTraceparent(request.headers['traceparent']) },
  );
}
