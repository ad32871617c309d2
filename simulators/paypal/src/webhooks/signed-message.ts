import { createHash } from 'node:crypto';
import { instantText, type CallbackMessage, type Transaction } from '@safiri/simulator-kit';
import type { Signer } from '../signing/signer.ts';
import { idOf, type WebhookEvent } from './events.ts';

/** A webhook as PayPal posts it; the same event is signed the same way, however often it is sent. */
export function signed(signer: Signer, { details }: Transaction, event: WebhookEvent): CallbackMessage {
  const id = createHash('sha256')
    .update(`${idOf(event)} transmission`)
    .digest('hex')
    .slice(0, 32);
  const time = instantText(event.atMillis) ?? '';
  const body = event.body;
  const webhookId = details['webhookId'] ?? '';
  return {
    method: 'POST',
    body,
    headers: {
      'paypal-transmission-id': id,
      'paypal-transmission-time': time,
      'paypal-transmission-sig': signer.sign({ id, time, webhookId, body: JSON.stringify(body) }),
      'paypal-cert-url': `${details['selfUrl']}/v1/notifications/certs/${signer.certificateId}`,
      'paypal-auth-algo': 'SHA256withRSA',
    },
  };
}
