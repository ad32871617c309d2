import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { openApiDocument } from '@safiri/contracts/openapi';

/** The API's description for programs at /api/openapi.json, and for people at /api/docs. */
export async function mountDocuments(app: FastifyInstance, options: { readonly development: boolean }): Promise<void> {
  const document = openApiDocument(options);
  app.get(
    '/api/openapi.json',
    async (_request, reply) => await reply.header('cache-control', 'public, max-age=300').send(document),
  );
  app.get('/api/docs', async (_request, reply) => await reply.type('text/html; charset=utf-8').send(page));
  app.get('/api/docs/start.js', async (_request, reply) => await reply.type('text/javascript').send(start));
  await app.register(fastifyStatic, {
    root: swaggerUi,
    prefix: '/api/docs/ui/',
    decorateReply: false,
    index: false,
  });
}

/** The package is a folder of files to serve; it brings no types. */
const swaggerUi = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));

const page = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Safiri API</title><meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="/api/docs/ui/swagger-ui.css"></head>
<body><div id="api"></div><script src="/api/docs/ui/swagger-ui-bundle.js"></script><script src="/api/docs/start.js"></script></body></html>`;

/** Services are folded: open, the page never gets to the end of some 150 operations. */
const start = `SwaggerUIBundle({ url: '/api/openapi.json', dom_id: '#api', deepLinking: true, docExpansion: 'none' });`;
