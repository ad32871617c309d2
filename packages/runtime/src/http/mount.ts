import type { FastifyInstance, FastifyRequest } from 'fastify';
import { assert, DomainError } from '@safiri/kernel';
import { pathOf, type Operation } from '@safiri/contracts/declaring';
import type { TokenVerifier } from '../tokens/verify.ts';
import { authenticate, authorize } from './authenticate.ts';
import { refusalOf, sendRefusal } from './problems.ts';
import type { RequestOf, Route } from './route.ts';
import { parserFor, type Parser } from './validation.ts';

export type MountOptions = {
  readonly routes: readonly Route[];
  readonly verifier: TokenVerifier;
  readonly development: boolean;
};

/** JSON bodies are orders and forms of some kilobytes; a seat layout is the largest at about 40 KiB. A pattern of 256 stops fits too. */
const jsonBodyBytes = 128 * 1024;

/** Serves a service's operations: authenticate, may?, parse, use case, serialise. */
export async function mountRoutes(app: FastifyInstance, options: MountOptions): Promise<void> {
  const uploadTypes = new Set(options.routes.flatMap((entry) => entry.operation.upload?.mediaTypes ?? []));
  await app.register(async (scope) => {
    for (const mediaType of uploadTypes)
      scope.addContentTypeParser(mediaType, { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
    for (const entry of options.routes) {
      if (entry.operation.developmentOnly !== true || options.development) mountRoute(scope, entry, options.verifier);
    }
  });
}

function mountRoute(app: FastifyInstance, entry: Route, verifier: TokenVerifier): void {
  const op = entry.operation;
  const parse = requestParser(op);
  const handle = entry.handle as (request: unknown) => Promise<unknown>;
  app.route({
    method: op.method,
    url: pathOf(op),
    bodyLimit: op.upload?.maxBytes ?? jsonBodyBytes,
    ...(op.success.body === undefined ? {} : { schema: { response: { [op.success.status]: op.success.body } } }),
    errorHandler: (error, request, reply) => {
      const refusal = refusalOf(error, op);
      if (refusal.isBug) request.log.error({ err: error, operation: op.id }, 'bug');
      void sendRefusal(request, reply, refusal);
    },
    handler: async (request, reply) => {
      const actor = await authenticate(request, op, verifier);
      authorize(actor, op);
      const output = await handle({ ...parse(request), actor });
      return op.success.status === 204 ? reply.status(204).send() : reply.status(op.success.status).send(output);
    },
  });
}

function requestParser(op: Operation): (request: FastifyRequest) => Omit<RequestOf<Operation>, 'actor'> {
  const keep: Parser = () => ({});
  const parseParams = op.params === undefined ? keep : parserFor('params', op.params);
  const parseQuery = op.query === undefined ? keep : parserFor('query', op.query);
  const parseBody = op.body === undefined ? (data: unknown) => data : parserFor('body', op.body);
  return (request) => {
    if (op.upload !== undefined && !Buffer.isBuffer(request.body))
      throw new DomainError('UNSUPPORTED_MEDIA_TYPE', `Send the file itself as ${op.upload.mediaTypes.join(' or ')}.`);
    return {
      params: parseParams(request.params) as Record<never, never>,
      query: parseQuery(request.query) as Record<never, never>,
      body: parseBody(request.body) as undefined,
      idempotencyKey: op.idempotencyKey === true ? readIdempotencyKey(request) : '',
      requestId: request.id,
    };
  };
}

function readIdempotencyKey(request: FastifyRequest): string {
  const key = request.headers['idempotency-key'];
  if (typeof key !== 'string' || !/^[\x21-\x7e]{1,128}$/.test(key)) {
    throw new DomainError(
      'IDEMPOTENCY_KEY_MISSING',
      'Send an Idempotency-Key header of 1 to 128 visible ASCII characters, made anew for each intent.',
      { field: '/headers/idempotency-key' },
    );
  }
  return key;
}

/** Refuses a routes table that names an operation twice or one of another service. */
export function checkRoutes(service: string, routes: readonly Route[]): void {
  const ids = new Set<string>();
  for (const { operation } of routes) {
    assert(operation.service === service, `${operation.id} is not an operation of ${service}`);
    assert(!ids.has(operation.id), `${operation.id} is mounted twice`);
    ids.add(operation.id);
  }
}
