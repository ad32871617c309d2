import type { FastifyInstance, FastifyReply } from 'fastify';
import { ownPagesOnly } from './own-pages-only.ts';
import { styles } from './styles.ts';

/** Readies a room for pages with forms: the style sheet, forms' bodies, nothing from pages of other sites. */
export function openPages(app: FastifyInstance): void {
  ownPagesOnly(app);
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string' },
    async (_request: unknown, body: string) => new URLSearchParams(body),
  );
  app.get('/styles.css', async (_request, reply) =>
    reply.header('content-type', 'text/css; charset=utf-8').send(styles),
  );
}

/**
 * Sends a whole document, which may load and do nothing but what the simulator itself offers. A form whose answer leads
 * elsewhere needs that origin, e.g. `https://shop.example`.
 */
export function sendPage(reply: FastifyReply, page: string, formLeadsTo = ''): FastifyReply {
  return reply
    .headers({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'content-security-policy': `default-src 'none'; style-src 'self'; img-src data:; form-action 'self' ${formLeadsTo}; base-uri 'none'; frame-ancestors 'none'`,
      'referrer-policy': 'same-origin',
    })
    .send(page);
}

/** A field of a form that was sent. */
export function formField(body: unknown, name: string): string | undefined {
  return body instanceof URLSearchParams ? (body.get(name) ?? undefined) : undefined;
}
