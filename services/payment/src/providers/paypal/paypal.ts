import type { Clock } from '@safiri/kernel';
import type { PaymentProvider } from '../payment-provider.ts';
import { createPaypalCaller } from './call-paypal.ts';
import { detailOf, issueOf } from './issues.ts';
import type { PaypalSettings } from './paypal-settings.ts';
import { readCreated, readRefund, readRefundRequested } from './read-answers.ts';
import { readWebhook } from './read-webhook.ts';
import { orderBody, refundBody } from './request-bodies.ts';
import { nothingMayBeCaptured, takeApproved, windowSeconds } from './take-approved.ts';
import { createSignatureCheck } from './webhook-signature.ts';

/** PayPal: an order is created, approved by the payer on PayPal's page, and captured by the query that finds it approved. */
export function createPaypal(settings: PaypalSettings, { clock }: { readonly clock: Clock }): PaymentProvider {
  const call = createPaypalCaller(settings, clock);
  const checkSignature = createSignatureCheck(settings, clock);
  return {
    method: 'paypal',
    currencies: settings.currencies,
    windowSeconds,
    requestPayment: async (payment) =>
      readCreated(
        await call({
          method: 'POST',
          path: '/v2/checkout/orders',
          requestId: `create:${payment.reference}`,
          body: orderBody(payment),
        }),
      ),
    queryPayment: async (payment) => {
      // Of an order whose id we never heard nobody has the page of approval, so it moves nothing.
      if (payment.handle === null) return { kind: 'not-found' };
      const answer = await call({ method: 'GET', path: `/v2/checkout/orders/${payment.handle}` });
      if (!answer.answered) return { kind: 'unknown', detail: answer.why };
      if (answer.status === 200) return await takeApproved({ call, clock }, payment, answer.body);
      // PayPal forgets an order three hours after it was made, unless it was captured.
      const isForgotten = answer.status === 404 && issueOf(answer.body) === 'INVALID_RESOURCE_ID';
      if (isForgotten && nothingMayBeCaptured(payment, clock.now()))
        return { kind: 'failed', reason: 'expired', detail: detailOf(answer) };
      return { kind: 'unknown', detail: detailOf(answer) };
    },
    requestRefund: async (refund) =>
      readRefundRequested(
        await call({
          method: 'POST',
          path: `/v2/payments/captures/${encodeURIComponent(refund.payment.transactionId)}/refund`,
          requestId: `refund:${refund.reference}`,
          body: refundBody(refund),
        }),
      ),
    queryRefund: async (refund) => {
      // Asked for again under its request id, PayPal answers with the one it made, if it made one.
      if (refund.handle === null) return { kind: 'not-found' };
      const answer = await call({ method: 'GET', path: `/v2/payments/refunds/${refund.handle}` });
      return readRefund(answer, refund.orderReference);
    },
    readCallback: async (callback) => {
      const signature = await checkSignature(callback);
      return signature.kind === 'genuine' ? readWebhook(callback.body) : signature;
    },
  };
}
