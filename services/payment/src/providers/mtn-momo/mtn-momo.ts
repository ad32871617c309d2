import type { Clock } from '@safiri/kernel';
import type { Log } from '@safiri/runtime';
import { callbackRefusedByProvider } from '../../telemetry.ts';
import type { PaymentProvider } from '../payment-provider.ts';
import { createMomoCaller, type MomoCall } from './call-momo.ts';
import { callbackHostRefused, codeOf } from './failure-codes.ts';
import type { HttpAnswer } from '../send-http.ts';
import type { MomoSettings } from './momo-settings.ts';
import { readOutcome, readState } from './read-answers.ts';
import { paymentBody, refundBody } from './request-bodies.ts';

export type MomoDeps = {
  readonly clock: Clock;
  readonly log: Log;
  /** Where MTN tells us that a request was decided; undefined where it cannot reach us. */
  readonly callbackUrlOf: (reference: string) => string | undefined;
};

/** A prompt lives five minutes; one more for its outcome to show. */
const windowSeconds = 360;

/** MTN MoMo: Collection asks payers for money, Disbursement gives it back. */
export function createMtnMomo(settings: MomoSettings, deps: MomoDeps): PaymentProvider {
  const call = createMomoCaller(settings, deps.clock);

  /** A sale does not die of a callback address that MTN does not know: then the status is only polled. */
  async function postPayment(request: Extract<MomoCall, { method: 'POST' }>): Promise<HttpAnswer> {
    const answer = await call(request);
    const refused = answer.answered && answer.status >= 400 && codeOf(answer.body) === callbackHostRefused;
    if (!refused || request.callbackUrl === undefined) return answer;
    callbackRefusedByProvider(deps.log, 'mtn-momo');
    return await call({ ...request, callbackUrl: undefined });
  }

  return {
    method: 'mtn-momo',
    currencies: settings.currencies,
    windowSeconds,
    requestPayment: async (request) =>
      readOutcome(
        await postPayment({
          method: 'POST',
          product: 'collection',
          path: 'requesttopay',
          referenceId: request.reference,
          callbackUrl: deps.callbackUrlOf(request.reference),
          body: paymentBody(request),
        }),
      ),
    queryPayment: async ({ reference }) =>
      readState(await call({ method: 'GET', product: 'collection', path: `requesttopay/${reference}` }), reference),
    requestRefund: async (request) =>
      readOutcome(
        await call({
          method: 'POST',
          product: 'disbursement',
          path: 'refund',
          referenceId: request.reference,
          callbackUrl: undefined,
          body: refundBody(request),
        }),
      ),
    queryRefund: async ({ reference }) =>
      readState(await call({ method: 'GET', product: 'disbursement', path: `refund/${reference}` }), reference),
    // MTN signs nothing, so its words are not even read: whoever knows the secret address makes the request of that address due.
    readCallback: async ({ reference }) =>
      reference === undefined ? { kind: 'other' } : { kind: 'heard', news: { about: 'payment', reference } },
  };
}
