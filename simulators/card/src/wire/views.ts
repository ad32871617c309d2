import { instantText, type Transaction } from '@safiri/simulator-kit';
import { canceled, declineCodes } from '../behaviour/words.ts';
import type { Payment } from '../books/payments.ts';

/** A payment as it is answered: how it stands, and where the payer has to go. */
export function paymentView(payment: Payment): object {
  const { charge, card } = payment;
  const resource = paymentResource(charge);
  const waits = charge.status === 'PENDING' && payment.stage !== 'processing';
  const [month, year] = (card?.expires ?? '').split('/').map(Number);
  return {
    ...resource,
    status: waits ? 'requires_action' : resource.status,
    card:
      card === undefined
        ? null
        : { brand: card.brand, last4: card.last4, exp_month: month, exp_year: year, funding: 'credit', country: 'KE' },
    three_ds: { version: '2.2.0', ...threeDsOf(payment) },
    next_action: waits
      ? {
          type: 'redirect',
          redirect_url: `${charge.details['selfUrl']}/pay/${payment.paymentId}`,
          expires_at: instantText(charge.expiresMillis),
        }
      : null,
  };
}

/** Who answers for fraud, and by which code: the bank once it authenticated, nobody before. */
function threeDsOf({ transStatus, card }: Payment): object {
  if (transStatus === 'Y')
    return { status: 'Y', eci: card?.brand === 'mastercard' ? '02' : '05', liability_shift: 'POSSIBLE' };
  return { status: transStatus ?? null, eci: null, liability_shift: transStatus === undefined ? 'NO' : 'UNKNOWN' };
}

/** What webhooks carry too: the money and the end. */
export function paymentResource(charge: Transaction) {
  const { amountMinor, status, details } = charge;
  const isPaid = status === 'SUCCESSFUL';
  return {
    id: charge.referenceId,
    object: 'payment',
    status: statusOf(charge),
    amount: amountMinor,
    currency: charge.currency,
    captured_amount: isPaid ? amountMinor : 0,
    refunded_amount: charge.refundedMinor,
    failure: failureOf(charge),
    metadata: { payment_id: details['paymentId'], order_reference: charge.externalId },
    created_at: instantText(charge.createdMillis),
  };
}

function statusOf({ status, reason }: Transaction): string {
  if (status === 'PENDING') return 'processing';
  if (status === 'SUCCESSFUL') return 'succeeded';
  return reason === canceled ? 'canceled' : 'failed';
}

export function refundView(refund: Transaction): object {
  const statuses = { PENDING: 'pending', SUCCESSFUL: 'succeeded', FAILED: 'failed' } as const;
  return {
    id: refund.referenceId,
    object: 'refund',
    status: statuses[refund.status],
    payment_id: refund.chargeId,
    amount: refund.amountMinor,
    currency: refund.currency,
    failure: failureOf(refund),
    metadata: { refund_id: refund.details['refundId'], order_reference: refund.externalId },
    created_at: instantText(refund.createdMillis),
  };
}

function failureOf({ status, reason }: Transaction): object | null {
  if (status !== 'FAILED' || reason === undefined || reason === canceled) return null;
  const isDecline = declineCodes.some((code) => code === reason);
  return isDecline
    ? { type: 'card_error', code: 'card_declined', decline_code: reason, message: 'Simulated: the bank declined.' }
    : { type: 'card_error', code: reason, message: `Simulated: ${reason.replaceAll('_', ' ')}.` };
}
