import type { FastifyInstance } from 'fastify';
import { acceptBodies, createAnswering } from '@safiri/simulator-kit';
import type { Context } from '../context.ts';
import { registerPayments } from './payments.ts';
import { registerRefunds } from './refunds.ts';
import { refusal, WireRefusal } from './refusals.ts';

/** What the merchant's server speaks with. */
export async function acquirerApi(app: FastifyInstance, context: Context): Promise<void> {
  acceptBodies(app, () => refusal('parameter_invalid', 'body'));
  app.setErrorHandler((error, request, reply) => {
    const known = asRefusal(error);
    if (known === undefined) request.log.error(error);
    const { status, body } = known ?? refusal('internal_error');
    return reply.code(status).send(body);
  });
  const answer = createAnswering(app, context);
  registerPayments(app, context, answer);
  registerRefunds(app, context, answer);
}

function asRefusal(error: unknown): WireRefusal | undefined {
  if (error instanceof WireRefusal) return error;
  const statusCode = error instanceof Error && 'statusCode' in error ? error.statusCode : undefined;
  return typeof statusCode === 'number' && statusCode < 500 ? refusal('parameter_invalid', 'body') : undefined;
}
