import { assert } from '@safiri/kernel';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { readToken, signToken } from '@safiri/simulator-kit';
import type { Product } from '../books/wallets.ts';
import type { Context } from '../context.ts';
import { findApiUser, type ApiUser } from './api-users.ts';
import { header } from './headers.ts';
import { badCredentials, badSubscriptionKey, malformed, refusal } from './refusals.ts';

declare module 'fastify' {
  // oxlint-disable-next-line typescript/consistent-type-definitions -- a module is extended by an interface only
  interface FastifyRequest {
    /** Who calls, once `authorise` has let the request through. */
    caller: ApiUser | null;
  }
}

/** MTN's tokens live an hour. */
const tokenLifetimeSeconds = 3600;

/** Lets only requests through that carry this product's subscription key, a token of this product and the right environment. */
export function authorise(app: FastifyInstance, context: Context, product: Product): void {
  app.addHook('onRequest', async (request) => {
    requireSubscriptionKey(request, context, product);
    request.caller = authenticate(request, context, product);
    const environment = header(request, 'x-target-environment');
    if (environment === undefined) throw malformed('X-Target-Environment is missing');
    if (environment !== context.settings.targetEnvironment) throw refusal('NOT_ALLOWED_TARGET_ENVIRONMENT');
  });
}

export function getCaller(request: FastifyRequest): ApiUser {
  assert(request.caller !== null, 'the request was authorised');
  return request.caller;
}

/** `POST /<product>/token/`: Basic credentials, the product's subscription key, an empty body. */
export function registerToken(app: FastifyInstance, context: Context, product: Product): void {
  app.post(`/${product}/token/`, async (request) => {
    requireSubscriptionKey(request, context, product);
    if (request.body !== undefined && request.body !== null)
      throw malformed('the body of a token request must be empty');
    const user = basicUser(request, context);
    const expiresMillis = context.clock.nowMillis() + tokenLifetimeSeconds * 1000;
    const token = signToken(context.books, { client: user.id, scope: product, expiresMillis });
    return { access_token: token, token_type: 'access_token', expires_in: tokenLifetimeSeconds };
  });
  app.post(`/${product}/token`, async () => {
    throw malformed('the address of the token request ends with a slash');
  });
}

function requireSubscriptionKey(request: FastifyRequest, context: Context, product: Product): void {
  const key = header(request, 'ocp-apim-subscription-key');
  const right = product === 'collection' ? context.settings.collectionKey : context.settings.disbursementKey;
  if (key !== right) throw badSubscriptionKey(key !== undefined);
}

function authenticate(request: FastifyRequest, context: Context, product: Product): ApiUser {
  const token = /^Bearer (\S+)$/i.exec(header(request, 'authorization') ?? '')?.[1];
  if (token === undefined) throw badCredentials('bearer token missing');
  const claims = readToken(context.books, token);
  if (claims === undefined || claims.scope !== product) throw badCredentials('bearer token invalid');
  if (claims.expiresMillis <= context.clock.nowMillis()) throw badCredentials('bearer token expired');
  const user = findApiUser(context.books, claims.client);
  if (user === undefined) throw badCredentials('API user unknown');
  return user;
}

function basicUser(request: FastifyRequest, context: Context): ApiUser {
  const encoded = /^Basic (\S+)$/i.exec(header(request, 'authorization') ?? '')?.[1];
  const [id, apiKey] = Buffer.from(encoded ?? '', 'base64')
    .toString()
    .split(':');
  const user = id === undefined ? undefined : findApiUser(context.books, id.toLowerCase());
  if (user === undefined || user.apiKey === undefined || user.apiKey !== apiKey)
    throw badCredentials('API user or key invalid');
  return user;
}
