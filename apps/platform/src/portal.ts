import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';

const buildFolder = fileURLToPath(new URL('../../portal/build', import.meta.url));

/** Assets carry a hash in their name; the rest is small and asked for anew after an hour. */
const assetMilliseconds = 365 * 86_400_000;

export function portalIsBuilt(): boolean {
  return existsSync(`${buildFolder}/server/index.js`);
}

/** Serves the portal: static files from its client build, every other address rendered by React Router. */
export async function mountPortal(app: FastifyInstance): Promise<void> {
  await app.register(fastifyStatic, {
    root: `${buildFolder}/client/assets`,
    prefix: '/assets/',
    immutable: true,
    maxAge: assetMilliseconds,
    decorateReply: false,
  });
  const { createRequestListener } = await import('@react-router/node');
  const listener = createRequestListener({ build: await import(`${buildFolder}/server/index.js`), mode: 'production' });
  await app.register(async (portal) => {
    // React Router reads bodies itself.
    portal.removeAllContentTypeParsers();
    portal.addContentTypeParser('*', (_request, _payload, done) => done(null));
    portal.all('/*', (request, reply) => {
      // The portal passes its caller's request id on, so that both logs name a request alike.
      request.raw.headers['x-request-id'] = request.id;
      reply.hijack();
      // A hijacked answer passes Fastify by: carry over the headers that hooks have set.
      for (const name of ['x-request-id', 'x-content-type-options']) {
        const value = reply.getHeader(name);
        if (value !== undefined) reply.raw.setHeader(name, value as string);
      }
      listener(request.raw, reply.raw);
    });
  });
}
