import type { FailureReason } from '../payment-provider.ts';
import { member, textOf } from '../send-http.ts';

/** Codes as far as one of our words says more than "declined". Why a card was lost or stolen is nobody's to read here. */
const reasons: ReadonlyMap<string, FailureReason> = new Map<string, FailureReason>([
  ['insufficient_funds', 'not-enough-funds'],
  ['withdrawal_count_limit_exceeded', 'limit-reached'],
  ['authentication_expired', 'expired'],
  ['processing_error', 'provider-error'],
  ['issuer_not_available', 'provider-error'],
  ['try_again_later', 'provider-error'],
  ['invalid_transaction', 'provider-error'],
]);

/** Why a payment failed, by the decline code where there is one. */
export function failureOf(payment: unknown): { readonly reason: FailureReason; readonly detail: string } {
  const failure = member(payment, 'failure');
  const code = textOf(member(failure, 'decline_code')) ?? textOf(member(failure, 'code')) ?? 'no code';
  return { reason: reasons.get(code) ?? 'declined', detail: code };
}

/** What a refusal says, for the change log. */
export function detailOf({ status, body }: { readonly status: number; readonly body: unknown }): string {
  const error = member(body, 'error');
  return `HTTP ${status} ${textOf(member(error, 'code')) ?? textOf(member(error, 'type')) ?? 'no code'}`;
}
