import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { createAnswering } from '@safiri/simulator-kit';
import type { Context } from '../context.ts';
import { DarajaError, refusal } from './errors.ts';
import { registerPaymentToCustomer } from './payment-to-customer.ts';
import { registerPull } from './pull-transactions.ts';
import { registerReversal } from './reversal.ts';
import { registerStkPush } from './stk-push.ts';
import { registerStkQuery } from './stk-query.ts';
import { registerTokens, requireToken } from './tokens.ts';
import { registerTransactionStatus } from './transaction-status.ts';

/** Safaricom's side of the simulator: bodies and refusals as they come over the wire there. */
export async function darajaApi(app: FastifyInstance, context: Context): Promise<void> {
  readJson(app);
  app.setErrorHandler((error, request, reply) => sendRefusal(error, request, reply));
  registerTokens(app, context);
  await app.register(async (room) => {
    requireToken(room, context);
    const answer = createAnswering(room, context);
    registerStkPush(room, context, answer);
    registerStkQuery(room, context);
    registerReversal(room, context, answer);
    registerPaymentToCustomer(room, context, answer);
    registerTransactionStatus(room, context);
    registerPull(room, context);
  });
}

/** Every body is a JSON object. */
function readJson(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'string' }, async (_request: FastifyRequest, body: string) => {
    const parsed = parseObject(body);
    if (parsed === undefined) throw refusal('INVALID_PAYLOAD');
    return parsed;
  });
}

function parseObject(text: string): object | undefined {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}

function sendRefusal(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (!(error instanceof DarajaError)) request.log.error(error);
  const { status, body } = error instanceof DarajaError ? error : refusal('INTERNAL_ERROR');
  return body === undefined ? reply.code(status).send() : reply.code(status).send(body);
}
