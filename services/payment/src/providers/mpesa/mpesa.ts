import type { Clock } from '@safiri/kernel';
import type { PaymentProvider, Refund, RequestOutcome } from '../payment-provider.ts';
import { createDarajaCaller } from './call-daraja.ts';
import type { MpesaSettings } from './mpesa-settings.ts';
import { promptOutcome } from './prompt-outcome.ts';
import { createPull } from './pulled-payments.ts';
import { readTaken } from './read-answers.ts';
import { readCallback } from './read-callback.ts';
import { refundOutcome, reverses } from './refund-outcome.ts';
import {
  leastPaidOut,
  mostShillings,
  msisdnOf,
  payOutBody,
  pushBody,
  reversalBody,
  shillingsOf,
  type CallbackUrlOf,
} from './request-bodies.ts';

export type MpesaDeps = { readonly clock: Clock; readonly callbackUrlOf: CallbackUrlOf };

/** A prompt is gone after a minute; one more for its outcome to show. */
const windowSeconds = 120;

/** Safaricom's M-Pesa: prompts on a customer's phone (STK push), reversals, and payments to customers (B2C). */
export function createMpesa(settings: MpesaSettings, { clock, callbackUrlOf }: MpesaDeps): PaymentProvider {
  const call = createDarajaCaller(settings, clock);
  const pull = createPull(settings, call, clock);
  const deps = { settings, call, pull, clock, callbackUrlOf };

  return {
    method: 'm-pesa',
    currencies: ['KES'],
    windowSeconds,
    requestPayment: async (payment) => {
      const shillings = shillingsOf(payment.amount);
      if (msisdnOf(payment.payerPhone) === undefined) return refused('payer-not-found', 'no mobile number of Kenya');
      if (shillings === undefined) return refused('provider-error', 'M-Pesa moves whole shillings');
      if (shillings > mostShillings) return refused('limit-reached', 'more than M-Pesa moves at once');
      const body = pushBody(payment, { settings, now: clock.now(), callbackUrlOf });
      return readTaken(await call('/mpesa/stkpush/v1/processrequest', body), 'CheckoutRequestID');
    },
    queryPayment: async (payment) => await promptOutcome(payment, deps),
    requestRefund: async (refund) => {
      if (reverses(refund))
        return readTaken(
          await call('/mpesa/reversal/v1/request', reversalBody(refund, deps)),
          'OriginatorConversationID',
        );
      return (
        unpayable(refund) ??
        readTaken(await call('/mpesa/b2c/v3/paymentrequest', payOutBody(refund, deps)), 'OriginatorConversationID')
      );
    },
    queryRefund: async (refund) => await refundOutcome(refund, deps),
    readCallback: async (callback) => readCallback(callback, { settings, clock }),
  };
}

/** What M-Pesa does not pay to customers: cents, and less than ten shillings. It stays owed. */
function unpayable({ amount }: Refund): RequestOutcome | undefined {
  const shillings = shillingsOf(amount);
  if (shillings === undefined) return refused('provider-error', 'M-Pesa moves whole shillings');
  return shillings < leastPaidOut ? refused('limit-reached', 'less than M-Pesa pays to a customer') : undefined;
}

function refused(reason: Extract<RequestOutcome, { kind: 'refused' }>['reason'], detail: string): RequestOutcome {
  return { kind: 'refused', reason, detail };
}
