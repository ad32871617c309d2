import { timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { readToken, signToken } from '@safiri/simulator-kit';
import type { Context } from '../context.ts';
import { invalidClient, unauthenticated } from './refusals.ts';

/** A token lives nearly nine hours. */
const tokenSeconds = 31_668;
const scope = 'payments';

export function registerToken(app: FastifyInstance, context: Context): void {
  const { books, clock, settings } = context;
  const expected = Buffer.from(
    `Basic ${Buffer.from(`${settings.clientId}:${settings.clientSecret}`).toString('base64')}`,
  );
  app.post('/v1/oauth2/token', async (request) => {
    const given = Buffer.from(request.headers.authorization ?? '');
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) throw invalidClient();
    if (new URLSearchParams(String(request.body)).get('grant_type') !== 'client_credentials') throw invalidClient();
    const expiresMillis = clock.nowMillis() + tokenSeconds * 1000;
    return {
      scope,
      access_token: signToken(books, { client: settings.clientId, scope, expiresMillis }),
      token_type: 'Bearer',
      app_id: 'APP-SIMULATED',
      expires_in: tokenSeconds,
    };
  });
}

/** Refuses a request without a token that is genuine and not over. */
export function authorise({ books, clock }: Context, request: FastifyRequest): void {
  const [kind, token] = (request.headers.authorization ?? '').split(' ');
  const claims = kind === 'Bearer' && token !== undefined ? readToken(books, token) : undefined;
  if (claims === undefined || claims.expiresMillis <= clock.nowMillis()) throw unauthenticated();
}
