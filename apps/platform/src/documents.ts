import { randomBytes } from 'node:crypto';
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
  app.get('/api/docs', async (_request, reply) => {
    const nonce = randomBytes(16).toString('base64');
    void reply.header('content-security-policy', contentSecurityPolicy(nonce));
    return await reply.type('text/html; charset=utf-8').send(pageWith(nonce));
  });
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

function pageWith(nonce: string): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Safiri API</title><meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="/api/docs/ui/swagger-ui.css"></head>
<body><div id="api"></div><script nonce="${nonce}" src="/api/docs/ui/swagger-ui-bundle.js"></script><script nonce="${nonce}" src="/api/docs/start.js"></script></body></html>`;
}

/** Swagger UI writes styles into its elements; scripts run by their nonce alone. */
function contentSecurityPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "object-src 'none'",
    "form-action 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** Services are folded: open, the page never gets to the end of some 150 operations. No address of ours is told to a checker elsewhere. */
const start = `SwaggerUIBundle({ url: '/api/openapi.json', dom_id: '#api', deepLinking: true, docExpansion: 'none', validatorUrl: null });`;
