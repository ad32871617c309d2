import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { assert, DomainError } from '@safiri/kernel';
import { pathOf, type FileAnswer, type Operation } from '@safiri/contracts/declaring';
import type { Database } from '../database/connect.ts';
import type { Sealing } from '../sealing/sealing.ts';
import { answerWithEtag, cacheControlOf, notKept } from './conditional.ts';
import { shownToken } from './authenticate.ts';
import { doorkeeper, type Doorkeeping } from './doorkeeper.ts';
import { refusalOf, sendRefusal, validationFailed } from './problems.ts';
import { isSupport, recordSupportRead } from './record-support-read.ts';
import type { RequestOf, Route } from './route.ts';
import { mountSealed } from './sealed-mount.ts';
import { mountStream } from './stream-mount.ts';
import { isStreamRoute } from './stream-route.ts';
import { addressParser, bodyParser, type Parser } from './validation.ts';

export type MountOptions = Doorkeeping & {
  /** Where reads by a company's consent are recorded; without it, none is answered. */
  readonly db?: Database;
  readonly routes: readonly Route[];
  readonly development: boolean;
  /** Opens and seals bodies of operations that take sealed ones; undefined where that is off. */
  readonly sealing?: Sealing | undefined;
};

const deviceHeader = 'safiri-device';

/** JSON bodies are orders and forms of some kilobytes; a seat layout is the largest at about 40 KiB. A pattern of 256 stops fits too. */
const jsonBodyBytes = 128 * 1024;

/** Serves a service's operations: authenticate, may?, parse, use case, serialise. */
export async function mountRoutes(app: FastifyInstance, options: MountOptions): Promise<void> {
  const uploadTypes = new Set(options.routes.flatMap((entry) => entry.operation.upload?.mediaTypes ?? []));
  await app.register(async (scope) => {
    for (const mediaType of uploadTypes)
      scope.addContentTypeParser(mediaType, { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
    for (const entry of options.routes) {
      if (entry.operation.developmentOnly === true && !options.development) continue;
      if (isStreamRoute(entry)) mountStream(scope, entry, options);
      else if (entry.operation.rawBody === true) await mountRaw(scope, entry, options);
      else if (entry.operation.sealed !== undefined) await mountSealedRoute(scope, entry, options);
      else mountRoute(scope, entry, options);
    }
  });
}

/** In a scope of its own: here every body is bytes, whatever it says it is. */
async function mountRaw(app: FastifyInstance, entry: Route, options: MountOptions): Promise<void> {
  await app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
    mountRoute(scope, entry, options);
  });
}

async function mountSealedRoute(app: FastifyInstance, entry: Route, options: MountOptions): Promise<void> {
  const mount = (scope: FastifyInstance): void => mountRoute(scope, entry, options);
  await mountSealed(app, { op: entry.operation, sealing: options.sealing, mount });
}

function mountRoute(app: FastifyInstance, entry: Route, options: MountOptions): void {
  const { db } = options;
  const op = entry.operation;
  const parse = requestParser(op);
  const handle = entry.handle as (request: unknown) => Promise<unknown>;
  const { status } = op.success;
  const cacheControl = cacheControlOf(op);
  app.route({
    method: op.method,
    url: pathOf(op),
    config: { operation: op },
    bodyLimit: op.upload?.maxBytes ?? jsonBodyBytes,
    ...(op.success.body === undefined ? {} : { schema: { response: { [op.success.status]: op.success.body } } }),
    errorHandler: (error, request, reply) => {
      const refusal = refusalOf(error, op);
      if (refusal.isBug) request.log.error({ err: error, operation: op.id }, 'bug');
      void sendRefusal(request, reply, refusal);
    },
    // Before the body is read: nobody uploads 64 MiB who may not.
    onRequest: doorkeeper(op, options),
    handler: async (request, reply) => {
      const parsed = parse(request);
      if (isSupport(parsed.actor)) await recordSupportRead(db, parsed);
      const output = await handle(parsed);
      void reply.code(status);
      if (cacheControl !== notKept) void reply.header('cache-control', cacheControl);
      if (op.success.file !== undefined) return sendFile(reply, op.success.file, output as FileAnswer);
      if (entry.isText === true) return reply.type('application/json; charset=utf-8').send(output);
      if (op.etag === true) return answerWithEtag(request, reply, output);
      return status === 204 ? reply.send() : output;
    },
  });
}

/** A file is saved under its name, not shown as a page of ours. */
function sendFile(reply: FastifyReply, mediaType: string, { name, bytes }: FileAnswer): FastifyReply {
  return reply.type(mediaType).header('content-disposition', `attachment; filename="${name}"`).send(bytes);
}

/** What every request has; its actor is whom the doorkeeper let in. */
type ParsedRequest = Omit<RequestOf<Operation>, 'actor'> & Pick<FastifyRequest, 'actor'>;

function requestParser(op: Operation): (request: FastifyRequest) => ParsedRequest {
  const nothing: Parser = () => ({});
  const parseParams = op.params === undefined ? nothing : addressParser('params', op.params);
  const parseQuery = op.query === undefined ? nothing : addressParser('query', op.query);
  const parseBody = requestBodyParser(op);
  return (request) => ({
    operation: op,
    params: parseParams(request.params) as Record<never, never>,
    query: parseQuery(request.query) as Record<never, never>,
    body: parseBody(request.body) as undefined,
    actor: request.actor,
    accessToken: accessTokenOf(request),
    idempotencyKey: op.idempotencyKey === true ? readIdempotencyKey(request) : '',
    requestId: request.id,
    deviceId: op.device === true ? readDevice(request) : null,
    provenKey: request.provenKey ?? null,
    userAgent: readUserAgent(request),
    headers: op.rawBody === true ? request.headers : {},
    address: request.ip,
  });
}

/** Media types of uploads are read for all operations of a service; each takes only what its contract says. */
function requestBodyParser(op: Operation): Parser {
  const { upload } = op;
  if (upload !== undefined) {
    return (body) => {
      if (Buffer.isBuffer(body)) return body;
      throw new DomainError('UNSUPPORTED_MEDIA_TYPE', `Send the file itself as ${upload.mediaTypes.join(' or ')}.`);
    };
  }
  if (op.rawBody === true) return (body) => (Buffer.isBuffer(body) ? body : Buffer.alloc(0));
  if (op.body === undefined) return () => undefined;
  const parse = bodyParser(op.body);
  return (body) => {
    if (!Buffer.isBuffer(body)) return parse(body);
    throw new DomainError('UNSUPPORTED_MEDIA_TYPE', 'Send the body as application/json.');
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

/** Of a caller who was let in by it. */
function accessTokenOf(request: FastifyRequest): string | null {
  const { actor } = request;
  return actor?.kind === 'guest' || actor?.kind === 'account' ? shownToken(request).token : null;
}

function readUserAgent(request: FastifyRequest): string {
  return (request.headers['user-agent'] ?? '').slice(0, 300);
}

function readDevice(request: FastifyRequest): string | null {
  const device = request.headers[deviceHeader];
  if (device === undefined) return null;
  // Programs of some systems write ids in capitals; the database does not, and one device is one id.
  if (typeof device === 'string' && /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(device))
    return device.toLowerCase();
  throw validationFailed([{ field: `/headers/${deviceHeader}`, message: 'must be a UUID' }]);
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
