import { createHash } from 'node:crypto';
import type { CallbackMessage, Transaction } from '@safiri/simulator-kit';
import { canceled } from '../behaviour/words.ts';
import { paymentResource, refundView } from '../wire/views.ts';

/** What is told when a payment or a refund is over. Its id is that of the event, however often it is sent. */
export function webhookOf(transaction: Transaction): CallbackMessage {
  const { kind, status, reason, settledMillis = 0, referenceId } = transaction;
  const end = status === 'SUCCESSFUL' ? 'succeeded' : reason === canceled ? 'canceled' : 'failed';
  const type = kind === 'refund' ? `refund.${end}` : `payment.${end}`;
  return {
    method: 'POST',
    headers: {},
    body: {
      id: `evt_${createHash('sha256').update(`${referenceId} ${type}`).digest('hex').slice(0, 24)}`,
      type,
      created: Math.floor(settledMillis / 1000),
      data: { object: kind === 'refund' ? refundView(transaction) : paymentResource(transaction) },
    },
  };
}
