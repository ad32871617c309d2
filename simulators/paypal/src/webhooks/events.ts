import { createHash } from 'node:crypto';
import { instantText, type Transaction } from '@safiri/simulator-kit';
import { captureView, orderResource, refundView } from '../wire/views.ts';

export type WebhookEvent = {
  readonly atMillis: number;
  readonly body: { readonly id: string; readonly [member: string]: unknown };
};

export function idOf({ body }: WebhookEvent): string {
  return body.id;
}

/** What is told when a capture or a refund is over. */
export function endEvent(transaction: Transaction): WebhookEvent {
  const { kind, status, settledMillis = 0 } = transaction;
  if (kind === 'refund') {
    const type = status === 'SUCCESSFUL' ? 'PAYMENT.CAPTURE.REFUNDED' : 'PAYMENT.REFUND.FAILED';
    return event(transaction, {
      type,
      resourceType: 'refund',
      resource: refundView(transaction),
      atMillis: settledMillis,
    });
  }
  const type = status === 'SUCCESSFUL' ? 'PAYMENT.CAPTURE.COMPLETED' : 'PAYMENT.CAPTURE.DECLINED';
  return captureEvent(transaction, type, settledMillis);
}

/** A capture that is being reviewed. */
export function pendingEvent(charge: Transaction, atMillis: number): WebhookEvent {
  return captureEvent(charge, 'PAYMENT.CAPTURE.PENDING', atMillis);
}

/** The buyer agreed; the merchant may capture, also when the buyer never comes back. */
export function approvedEvent(charge: Transaction, atMillis: number): WebhookEvent {
  const resource = orderResource(charge, 'APPROVED');
  return event(charge, { type: 'CHECKOUT.ORDER.APPROVED', resourceType: 'checkout-order', resource, atMillis });
}

function captureEvent(charge: Transaction, type: string, atMillis: number): WebhookEvent {
  const resource = {
    ...captureView(charge),
    supplementary_data: { related_ids: { order_id: charge.referenceId } },
  };
  return event(charge, { type, resourceType: 'capture', resource, atMillis });
}

function event(
  { referenceId }: Transaction,
  told: { type: string; resourceType: string; resource: object; atMillis: number },
): WebhookEvent {
  const id = createHash('sha256').update(`${referenceId} ${told.type}`).digest('hex').slice(0, 17).toUpperCase();
  const words = told.type.toLowerCase().replaceAll(/[._]/g, ' ');
  return {
    atMillis: told.atMillis,
    body: {
      id: `WH-${id}`,
      event_version: '1.0',
      create_time: instantText(told.atMillis),
      resource_type: told.resourceType,
      resource_version: '2.0',
      event_type: told.type,
      summary: `Simulated: ${words}`,
      resource: told.resource,
      links: [],
    },
  };
}
