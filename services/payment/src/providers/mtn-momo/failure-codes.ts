import type { FailureReason } from '../payment-provider.ts';
import { member, textOf } from '../send-http.ts';

/** MTN's codes, as far as one of our words says more than "provider-error". INTERNAL_PROCESSING_ERROR hides many causes. */
const reasonsByCode: ReadonlyMap<string, FailureReason> = new Map<string, FailureReason>([
  ['APPROVAL_REJECTED', 'declined'],
  ['REJECTED', 'declined'],
  ['PAYMENT_NOT_APPROVED', 'declined'],
  ['TRANSACTION_CANCELED', 'declined'],
  ['EXPIRED', 'expired'],
  ['COULD_NOT_PERFORM_TRANSACTION', 'expired'],
  ['PAYER_NOT_FOUND', 'payer-not-found'],
  ['PAYEE_NOT_FOUND', 'payer-not-found'],
  ['SENDER_ACCOUNT_NOT_ACTIVE', 'payer-not-found'],
  ['PAYER_LIMIT_REACHED', 'limit-reached'],
  ['NOT_ENOUGH_FUNDS', 'not-enough-funds'],
]);

/**
 * Codes by which MTN turns a request down before taking it. They come with HTTP 500 as often as not; any other 500 may
 * hide a request that was taken.
 */
const refusingCodes: ReadonlySet<string> = new Set([
  'PAYER_NOT_FOUND',
  'PAYEE_NOT_FOUND',
  'PAYEE_NOT_ALLOWED_TO_RECEIVE',
  'NOT_ALLOWED',
  'NOT_ALLOWED_TARGET_ENVIRONMENT',
  'INVALID_CALLBACK_URL_HOST',
  'INVALID_CURRENCY',
  'RESOURCE_NOT_FOUND',
]);

export const callbackHostRefused = 'INVALID_CALLBACK_URL_HOST';

export function reasonOf(code: string): FailureReason {
  return reasonsByCode.get(code) ?? 'provider-error';
}

export function refusesBeforeTaking(code: string): boolean {
  return refusingCodes.has(code);
}

/** The code of a refusal or of a failed transaction: a text, an object with a code, or a code beside the status. */
export function codeOf(body: unknown): string {
  const reason = member(body, 'reason');
  return textOf(reason) ?? textOf(member(reason, 'code')) ?? textOf(member(body, 'code')) ?? 'no code';
}
