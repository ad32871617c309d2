import type { FastifyInstance, FastifyRequest } from 'fastify';

/** JSON where the caller says so; anything else stays text. No body is no body. JSON that is none is refused in the company's way. */
export function acceptBodies(app: FastifyInstance, malformed: () => Error): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    'application/json',
    { parseAs: 'string' },
    async (_request: FastifyRequest, body: string) => {
      if (body === '') return undefined;
      try {
        return JSON.parse(body);
      } catch {
        throw malformed();
      }
    },
  );
  app.addContentTypeParser('*', { parseAs: 'string' }, async (_request: FastifyRequest, body: string) =>
    body === '' ? undefined : body,
  );
}
