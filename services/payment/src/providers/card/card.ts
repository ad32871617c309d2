import type { Clock } from '@safiri/kernel';
import type { MoneyState, Payment, PaymentProvider, Refund } from '../payment-provider.ts';
import { member } from '../send-http.ts';
import { createAcquirerCaller, type CallAcquirer } from './call-acquirer.ts';
import type { CardSettings } from './card-settings.ts';
import { detailOf } from './failures.ts';
import { readOpened, readPayment, readRefund, readRefundRequested } from './read-answers.ts';
import { readWebhook } from './webhook.ts';

/** The acquirer's page and the bank's challenge live ten minutes. */
const windowSeconds = 600;

/** Cards by an acquirer's page: card numbers are typed there and nowhere else, and so is the bank's challenge. */
export function createCard(settings: CardSettings, { clock }: { readonly clock: Clock }): PaymentProvider {
  const call = createAcquirerCaller(settings);
  return {
    method: 'card',
    currencies: settings.currencies,
    windowSeconds,
    requestPayment: async (payment) =>
      readOpened(await call.post('/v1/payments', `payment-${payment.reference}`, paymentBody(payment))),
    queryPayment: async (payment) => await queryPayment(call, payment),
    requestRefund: async (refund) =>
      readRefundRequested(await call.post('/v1/refunds', `refund-${refund.reference}`, refundBody(refund))),
    // Asked for again under its key, the acquirer answers with the one it made, if it made one.
    queryRefund: async ({ handle, orderReference }) =>
      handle === null ? { kind: 'not-found' } : readRefund(await call.get(`/v1/refunds/${handle}`), orderReference),
    readCallback: async (callback) => readWebhook(callback, settings.webhookSecret, clock),
  };
}

/** One that is wanted no more is called off while nobody has paid it. */
async function queryPayment(call: CallAcquirer, { handle, reference, givenUpAt }: Payment): Promise<MoneyState> {
  // Of a payment whose id we never heard nobody has the page, so it moves nothing.
  if (handle === null) return { kind: 'not-found' };
  const answer = await call.get(`/v1/payments/${handle}`);
  if (!answer.answered) return { kind: 'unknown', detail: answer.why };
  if (answer.status !== 200) return { kind: 'unknown', detail: detailOf(answer) };
  if (givenUpAt === null || member(answer.body, 'status') !== 'requires_action') return readPayment(answer.body);
  const canceled = await call.post(`/v1/payments/${handle}/cancel`, `cancel-${reference}`, {});
  return canceled.answered && canceled.status === 200 ? readPayment(canceled.body) : { kind: 'pending' };
}

function paymentBody({ reference, orderReference, amount, returnUrl }: Payment): object {
  return {
    amount: amount.amountMinor,
    currency: amount.currency,
    description: `Bus ticket ${orderReference}`,
    return_url: returnUrl,
    metadata: { payment_id: reference, order_reference: orderReference },
  };
}

function refundBody({ reference, orderReference, amount, payment }: Refund): object {
  return {
    payment_id: payment.transactionId,
    amount: amount.amountMinor,
    reason: 'requested_by_customer',
    metadata: { refund_id: reference, order_reference: orderReference },
  };
}
