import type { FastifyInstance, FastifyRequest } from 'fastify';
import { readToken, signToken } from '@safiri/simulator-kit';
import type { Context } from '../context.ts';
import { DarajaError, refusal } from './errors.ts';

const tokenLifetimeSeconds = 3600;
const scope = 'daraja';

/** `GET /oauth/v1/generate?grant_type=client_credentials` with Basic credentials. */
export function registerTokens(app: FastifyInstance, context: Context): void {
  const { books, clock, settings } = context;
  app.get<{ Querystring: { grant_type?: string } }>('/oauth/v1/generate', async (request) => {
    const encoded = /^Basic (\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
    if (encoded === undefined) throw refusal('INVALID_AUTH_TYPE');
    if (request.query.grant_type !== 'client_credentials') throw refusal('INVALID_GRANT');
    const given = Buffer.from(encoded, 'base64').toString();
    // Keys of another environment are answered without a word.
    if (given !== `${settings.consumerKey}:${settings.consumerSecret}`) throw new DarajaError(400);
    const expiresMillis = clock.nowMillis() + tokenLifetimeSeconds * 1000;
    const token = signToken(books, { client: settings.consumerKey, scope, expiresMillis });
    // The live servers write the number as text.
    return { access_token: token, expires_in: String(tokenLifetimeSeconds - 1) };
  });
}

/** Lets only requests with a living token through. */
export function requireToken(app: FastifyInstance, { books, clock }: Context): void {
  app.addHook('onRequest', async (request: FastifyRequest) => {
    const token = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
    const claims = token === undefined ? undefined : readToken(books, token);
    if (claims === undefined || claims.expiresMillis <= clock.nowMillis()) throw refusal('INVALID_ACCESS_TOKEN');
  });
}
