import type { Plan } from '@safiri/simulator-kit';

/** Decline codes of banks; they come under the code `card_declined`. */
export const declineCodes = [
  'generic_decline',
  'do_not_honor',
  'insufficient_funds',
  'lost_card',
  'stolen_card',
  'pickup_card',
  'transaction_not_allowed',
  'withdrawal_count_limit_exceeded',
  'restricted_card',
  'invalid_transaction',
  'issuer_not_available',
] as const;

/** Codes that stand by themselves. */
export const failureCodes = [
  'expired_card',
  'incorrect_cvc',
  'processing_error',
  'authentication_failed',
  'authentication_expired',
  'refund_failed',
  'refund_exceeds_captured',
] as const;

/** A payment that the merchant called off before anybody paid. */
export const canceled = 'canceled';

export const cardWords = {
  refused: 'authentication_failed',
  expired: 'authentication_expired',
  noFunds: 'insufficient_funds',
  notCovered: 'refund_exceeds_captured',
  others: [...declineCodes, ...failureCodes, canceled],
} as const;

/**
 * `order` is the opening of a payment, which moves no money and is over when nobody paid in time; `charge` is the authorisation
 * with its capture, after the bank's challenge.
 */
export const ordinaryPlans = {
  order: { post: 'accept', answer: 'authentication_expired', after: 'promptLifetimeSeconds', callback: 'normal' },
  charge: { post: 'accept', answer: 'SUCCESSFUL', after: 0, callback: 'normal' },
  refund: { post: 'accept', answer: 'SUCCESSFUL', after: 'refundSeconds', callback: 'normal' },
} as const satisfies Readonly<Record<string, Plan>>;
