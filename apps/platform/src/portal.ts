import { existsSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { tracingHeaders } from '@safiri/runtime';

const buildFolder = fileURLToPath(new URL('../../portal/build', import.meta.url));

/** Assets carry a hash in their name; the rest is small and asked for anew after an hour. */
const assetMilliseconds = 365 * 86_400_000;

export function portalIsBuilt(): boolean {
  return existsSync(`${buildFolder}/server/index.js`);
}

/** Renders the page that is asked for, or answers the form that is sent. */
export type Pages = (request: IncomingMessage, response: ServerResponse) => void;

/** Loads the built website; its environment must be set before. */
export async function loadPortal(): Promise<Pages> {
  const [{ createRequestListener }, build] = await Promise.all([
    import('@react-router/node'),
    import(`${buildFolder}/server/index.js`),
  ]);
  return createRequestListener({ build, mode: 'production' });
}

/** Serves static files from the portal's client build, and every other address as a page. */
export async function mountPortal(app: FastifyInstance, pages: Pages): Promise<void> {
  await app.register(fastifyStatic, {
    root: `${buildFolder}/client/assets`,
    prefix: '/assets/',
    immutable: true,
    maxAge: assetMilliseconds,
    // The build lays them beside.
    preCompressed: true,
    decorateReply: false,
  });
  await app.register(async (portal) => {
    // React Router reads bodies itself.
    portal.removeAllContentTypeParsers();
    portal.addContentTypeParser('*', (_request, _payload, done) => done(null));
    portal.all('/*', (request, reply) => {
      // The portal passes its caller's request id on, so that both logs name a request alike.
      request.raw.headers['x-request-id'] = request.id;
      Object.assign(request.raw.headers, tracingHeaders());
      // And its caller's address, which the API believes from this machine.
      request.raw.headers['x-forwarded-for'] = request.ip;
      reply.hijack();
      // A hijacked answer passes Fastify by: carry over what hooks have set. A page says otherwise where it has to.
      for (const [name, value] of Object.entries(reply.getHeaders()))
        if (value !== undefined) reply.raw.setHeader(name, value);
      pages(request.raw, reply.raw);
    });
  });
}
