import { randomUUID } from 'node:crypto';
import type { FastifyReply } from 'fastify';
import type { Accepted } from '@safiri/simulator-kit';
import { refusal } from './errors.ts';

export type Conversation = { originatorConversationId: string; conversationId: string };

/** Names as M-Pesa gives them; a caller's own name for the conversation is kept. */
export function newConversation(originatorConversationId: string = randomUUID()): Conversation {
  return { originatorConversationId, conversationId: `AG_${randomUUID().replaceAll('-', '')}` };
}

/** The request was taken; its result comes later. */
export function acknowledgement({ originatorConversationId, conversationId }: Conversation): object {
  return {
    OriginatorConversationID: originatorConversationId,
    ConversationID: conversationId,
    ResponseCode: '0',
    ResponseDescription: 'Accept the service request successfully.',
  };
}

/** How a request is answered that was taken; one that the plan lets choke is an internal error. */
export function taken(reply: FastifyReply, request: Pick<Accepted, 'plan' | 'referenceId'>, body: object): Accepted {
  return {
    ...request,
    send: () => reply.send(body),
    fail: () => {
      throw refusal('INTERNAL_ERROR');
    },
  };
}
