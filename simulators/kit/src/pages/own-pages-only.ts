import type { FastifyInstance } from 'fastify';

/** Refuses what a page of another site sends: the simulator trusts whoever reaches it, but not every tab of the browser. */
export function ownPagesOnly(app: FastifyInstance): void {
  app.addHook('onRequest', async (request, reply) => {
    const { origin } = request.headers;
    if (origin === undefined || URL.parse(origin)?.host === request.host) return;
    return reply.code(403).send({ code: 'FOREIGN_PAGE', message: 'Only pages of the simulator itself may do this.' });
  });
}
