import { randomUUID } from 'node:crypto';

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
