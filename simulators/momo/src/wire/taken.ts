import type { FastifyReply } from 'fastify';
import type { Accepted } from '@safiri/simulator-kit';
import { refusal } from './refusals.ts';

/** How a request is answered that was taken; one that the plan lets choke is an internal error. */
export function taken(reply: FastifyReply, request: Pick<Accepted, 'plan' | 'referenceId'>): Accepted {
  return {
    ...request,
    send: () => reply.code(202).send(),
    fail: () => {
      throw refusal('INTERNAL_PROCESSING_ERROR');
    },
  };
}
