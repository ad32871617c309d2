import type { Clock } from '@safiri/kernel';
import type { MoneyState, Payment, PaymentProvider } from '../payment-provider.ts';
import { member, sendHttp, type HttpAnswer } from '../send-http.ts';
import type { CardSettings } from './card-settings.ts';
import { detailOf } from './failures.ts';
import { readOpened, readPayment, readRefund, readRefundRequested } from './read-answers.ts';
import { readWebhook } from './webhook.ts';

/** The acquirer's page and the bank's challenge live ten minutes. */
const windowSeconds = 600;

/** Cards by an acquirer's page: card numbers are typed there and nowhere else, and so is the bank's challenge. */
export function createCard(settings: CardSettings, { clock }: { readonly clock: Clock }): PaymentProvider {
  const get = async (path: string): Promise<HttpAnswer> => await send({ method: 'GET', path });
  const post = async (path: string, key: string, body: object): Promise<HttpAnswer> =>
    await send({ method: 'POST', path, key, body });

  async function send(call: {
    method: 'GET' | 'POST';
    path: string;
    key?: string;
    body?: object;
  }): Promise<HttpAnswer> {
    const { method, path, key, body } = call;
    return await sendHttp({
      method,
      url: `${settings.baseUrl}${path}`,
      headers: {
        authorization: `Bearer ${settings.secretKey}`,
        ...(key === undefined ? {} : { 'idempotency-key': key, 'content-type': 'application/json' }),
      },
      timeoutMilliseconds: settings.timeoutMilliseconds,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  }

  async function queryPayment({ handle, reference, givenUpAt }: Payment): Promise<MoneyState> {
    // Of a payment whose id we never heard nobody has the page, so it moves nothing.
    if (handle === null) return { kind: 'not-found' };
    const answer = await get(`/v1/payments/${handle}`);
    if (!answer.answered) return { kind: 'unknown', detail: answer.why };
    if (answer.status !== 200) return { kind: 'unknown', detail: detailOf(answer) };
    if (givenUpAt === null || member(answer.body, 'status') !== 'requires_action') return readPayment(answer.body);
    const canceled = await post(`/v1/payments/${handle}/cancel`, `cancel-${reference}`, {});
    return canceled.answered && canceled.status === 200 ? readPayment(canceled.body) : { kind: 'pending' };
  }

  return {
    method: 'card',
    currencies: settings.currencies,
    windowSeconds,
    requestPayment: async ({ reference, orderReference, amount, returnUrl }) =>
      readOpened(
        await post('/v1/payments', `payment-${reference}`, {
          amount: amount.amountMinor,
          currency: amount.currency,
          description: `Bus ticket ${orderReference}`,
          return_url: returnUrl,
          metadata: { payment_id: reference, order_reference: orderReference },
        }),
      ),
    queryPayment,
    requestRefund: async ({ reference, orderReference, amount, payment }) =>
      readRefundRequested(
        await post('/v1/refunds', `refund-${reference}`, {
          payment_id: payment.transactionId,
          amount: amount.amountMinor,
          reason: 'requested_by_customer',
          metadata: { refund_id: reference, order_reference: orderReference },
        }),
      ),
    // Asked for again under its key, the acquirer answers with the one it made, if it made one.
    queryRefund: async ({ handle, orderReference }) =>
      handle === null ? { kind: 'not-found' } : readRefund(await get(`/v1/refunds/${handle}`), orderReference),
    readCallback: async (callback) => readWebhook(callback, settings.webhookSecret, clock),
  };
}
