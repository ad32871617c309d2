import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Operation } from '@safiri/contracts/declaring';
import { counter, durations, isMeasuring } from './metrics.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** What a route answers; left out by pages, files and streams, which have no duration that says anything. */
    readonly operation?: Pick<Operation, 'id' | 'service'>;
  }
}

const answered = counter({
  name: 'safiri_http_requests_total',
  help: 'Requests answered, by operation and class of status',
  labels: ['service', 'operation', 'status'],
});
/** From what is answered out of memory to what a caller gives up on. */
const buckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const took = durations({
  name: 'safiri_http_request_duration_seconds',
  help: 'Time from the first line of a request to the last byte of its answer, by operation',
  labels: ['service', 'operation'],
  buckets,
});

/** Adds nothing to a server while nobody measures. */
export function measureRequests(app: FastifyInstance): void {
  if (!isMeasuring()) return;
  app.addHook('onResponse', (request, reply, done) => {
    measure(request, reply);
    done();
  });
}

function measure({ routeOptions }: FastifyRequest, reply: FastifyReply): void {
  const status = `${Math.floor(reply.statusCode / 100)}xx`;
  const { operation } = routeOptions.config;
  if (operation === undefined) return answered({ service: 'other', operation: 'other', status });
  const named = { service: operation.service, operation: operation.id };
  answered({ ...named, status });
  took(named, reply.elapsedTime / 1_000);
}
