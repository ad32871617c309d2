import type { FastifyInstance } from 'fastify';
import { findWebhook, insertWebhook } from '../books/webhooks.ts';
import { newPaypalId } from '../books/orders.ts';
import type { Context } from '../context.ts';
import { authorise } from './authorise.ts';
import { addressOf, objectOf } from './read-body.ts';
import { refusal } from './refusals.ts';

/** Where webhooks are registered, and where the certificate is that signs them. */
export function registerWebhookRoutes(app: FastifyInstance, context: Context): void {
  const { books, signer } = context;

  app.post('/v1/notifications/webhooks', async (request, reply) => {
    authorise(context, request);
    const url = addressOf(objectOf(request.body, '/')['url'], '/url');
    if (findWebhook(books) !== undefined) throw refusal('WEBHOOK_NUMBER_LIMIT_EXCEEDED');
    const id = newPaypalId();
    await books.write((tx) => insertWebhook(tx, { id, url }));
    return reply.code(201).send({ id, url, event_types: [{ name: '*' }], links: [] });
  });

  app.get<{ Params: { certificateId: string } }>('/v1/notifications/certs/:certificateId', async (request, reply) => {
    if (request.params.certificateId !== signer.certificateId) throw refusal('INVALID_RESOURCE_ID');
    return reply.header('content-type', 'application/x-pem-file').send(signer.certificate);
  });
}
