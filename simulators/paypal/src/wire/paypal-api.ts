import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { acceptBodies, createAnswering } from '@safiri/simulator-kit';
import type { Context } from '../context.ts';
import { registerToken } from './authorise.ts';
import { registerCaptureOrder } from './capture-order.ts';
import { registerCreateOrder } from './create-order.ts';
import { refusal, WireRefusal } from './refusals.ts';
import { registerRefunds } from './refunds.ts';
import { registerWebhookRoutes } from './webhook-routes.ts';

/** PayPal's side of the simulator: bodies, refusals and answers as they come over the wire there. */
export async function paypalApi(app: FastifyInstance, context: Context): Promise<void> {
  acceptBodies(app, () => refusal('MALFORMED_REQUEST_JSON'));
  app.setErrorHandler((error, request, reply) => sendRefusal(error, request, reply));
  const answer = createAnswering(app, context);
  registerToken(app, context);
  registerCreateOrder(app, context, answer);
  registerCaptureOrder(app, context, answer);
  registerRefunds(app, context, answer);
  registerWebhookRoutes(app, context);
}

function sendRefusal(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const known = asRefusal(error);
  if (known === undefined) request.log.error(error);
  const { status, body } = known ?? refusal('INTERNAL_SERVER_ERROR');
  const debugId = request.id.replaceAll('-', '');
  return reply
    .code(status)
    .header('paypal-debug-id', debugId)
    .send('name' in body ? { ...body, debug_id: debugId } : body);
}

function asRefusal(error: unknown): WireRefusal | undefined {
  if (error instanceof WireRefusal) return error;
  const statusCode = error instanceof Error && 'statusCode' in error ? error.statusCode : undefined;
  return typeof statusCode === 'number' && statusCode < 500 ? refusal('MALFORMED_REQUEST_JSON') : undefined;
}
