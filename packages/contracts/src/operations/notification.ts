import Type, { type Static } from 'typebox';
import { Id, Instant } from '../fields.ts';
import { operation } from '../operation.ts';
import { sealingKeysOf } from '../sealing.ts';

export const InboxMessage = Type.Object({
  messageId: Id,
  channel: Type.Union([Type.Literal('sms'), Type.Literal('email')]),
  to: Type.String(),
  subject: Type.Union([Type.String(), Type.Null()]),
  text: Type.String(),
  sentAt: Instant,
});
export type InboxMessage = Static<typeof InboxMessage>;

export const listInbox = operation({
  id: 'listInbox',
  service: 'notification',
  method: 'GET',
  path: '/inbox',
  summary: 'Messages the development inbox caught instead of sending, newest first',
  who: { kind: 'anyone' },
  developmentOnly: true,
  query: Type.Object({ to: Type.Optional(Type.String({ maxLength: 254 })) }),
  success: { status: 200, body: Type.Object({ messages: Type.Array(InboxMessage, { maxItems: 100 }) }) },
  refusals: {},
});

export const Delivery = Type.Object({
  deliveryId: Id,
  channel: InboxMessage.properties.channel,
  template: Type.String(),
  status: Type.Union([Type.Literal('waiting'), Type.Literal('delivered'), Type.Literal('failed')]),
  tries: Type.Integer(),
  lastError: Type.Union([Type.String(), Type.Null()]),
  createdAt: Instant,
});
export const listDeliveries = operation({
  id: 'listDeliveries',
  service: 'notification',
  method: 'GET',
  path: '/orders/:orderId/deliveries',
  summary: 'What was sent about an order, and how it went',
  who: { kind: 'staff', permission: 'delivery:read' },
  params: Type.Object({ orderId: Id }),
  success: { status: 200, body: Type.Object({ deliveries: Type.Array(Delivery, { maxItems: 100 }) }) },
  refusals: {},
});

/** What secrets in news are sealed to, so that only notification reads them. */
export const getNotificationSealingKeys = sealingKeysOf('notification');

export const notificationOperations = { listInbox, listDeliveries, getNotificationSealingKeys };
