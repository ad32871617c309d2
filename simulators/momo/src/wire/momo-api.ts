import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { acceptBodies } from '@safiri/simulator-kit';
import type { Context } from '../context.ts';
import { registerApiUsers } from './api-users.ts';
import { registerToken } from './authorise.ts';
import { registerCollection } from './collection.ts';
import { registerDisbursement } from './disbursement.ts';
import { malformed, refusal, WireRefusal } from './refusals.ts';

/** MTN's side of the simulator: bodies, refusals and empty answers as they come over the wire there. */
export async function momoApi(app: FastifyInstance, context: Context): Promise<void> {
  app.decorateRequest('caller', null);
  acceptBodies(app, () => malformed('the body is no JSON'));
  app.setErrorHandler((error, request, reply) => sendRefusal(error, request, reply));
  registerToken(app, context, 'collection');
  registerToken(app, context, 'disbursement');
  await app.register(async (room) => registerApiUsers(room, context));
  await app.register(async (room) => registerCollection(room, context));
  await app.register(async (room) => registerDisbursement(room, context));
}

function sendRefusal(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const known = asRefusal(error);
  if (known === undefined) request.log.error(error);
  const { status, message, body } = known ?? refusal('INTERNAL_PROCESSING_ERROR');
  // Header values are Latin-1; whatever else a message quotes from the request must not break the answer.
  void reply.code(status).header('x-simulator-reason', message.replaceAll(/[^\x20-\x7e]/g, '?'));
  return body === undefined ? reply.send() : reply.send(body);
}

function asRefusal(error: unknown): WireRefusal | undefined {
  if (error instanceof WireRefusal) return error;
  const statusCode = error instanceof Error && 'statusCode' in error ? error.statusCode : undefined;
  if (!(error instanceof Error) || typeof statusCode !== 'number' || statusCode >= 500) return undefined;
  return statusCode === 413 ? new WireRefusal(413, error.message) : malformed(error.message);
}
