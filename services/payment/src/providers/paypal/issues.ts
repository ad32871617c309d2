import type { FailureReason } from '../payment-provider.ts';
import { member, textOf } from '../send-http.ts';

/** The payer may still pay this order: they go back to PayPal and approve, or choose another card or account there. */
const payerCanGoOn: ReadonlySet<string> = new Set([
  'ORDER_NOT_APPROVED',
  'INSTRUMENT_DECLINED',
  'PAYER_ACTION_REQUIRED',
  'REDIRECT_PAYER_FOR_ALTERNATE_FUNDING',
]);

/** Issues by which a capture is over for good, in our words. */
const endings: ReadonlyMap<string, FailureReason> = new Map<string, FailureReason>([
  ['PAYER_CANNOT_PAY', 'declined'],
  ['PAYER_ACCOUNT_RESTRICTED', 'declined'],
  ['PAYER_ACCOUNT_LOCKED_OR_CLOSED', 'declined'],
  ['TRANSACTION_REFUSED', 'declined'],
  ['COMPLIANCE_VIOLATION', 'declined'],
  ['DOMESTIC_TRANSACTION_REQUIRED', 'declined'],
  ['PAYEE_BLOCKED_TRANSACTION', 'declined'],
  ['TRANSACTION_BLOCKED_BY_PAYEE', 'declined'],
  ['TRANSACTION_LIMIT_EXCEEDED', 'limit-reached'],
  ['MAX_NUMBER_OF_PAYMENT_ATTEMPTS_EXCEEDED', 'limit-reached'],
  ['TRANSACTION_RECEIVING_LIMIT_EXCEEDED', 'provider-error'],
  ['DUPLICATE_INVOICE_ID', 'provider-error'],
  ['PAYEE_ACCOUNT_RESTRICTED', 'provider-error'],
]);

export type Issue = 'payer-can-go-on' | 'captured-already' | FailureReason | undefined;

/** What an issue of a capture means; undefined when it settles nothing. */
export function meaningOfIssue(issue: string): Issue {
  if (payerCanGoOn.has(issue)) return 'payer-can-go-on';
  return issue === 'ORDER_ALREADY_CAPTURED' ? 'captured-already' : endings.get(issue);
}

/** Why a refund was not taken. Of most issues a passenger learns nothing: it is the merchant's account that lacks something. */
export function refundReason(issue: string): FailureReason {
  return issue === 'REFUND_FAILED_INSUFFICIENT_FUNDS' ? 'not-enough-funds' : 'provider-error';
}

/** The issue of a refusal, else its name; and the id by which PayPal's support finds it. */
export function issueOf(body: unknown): string {
  const details = member(body, 'details');
  const first: unknown = Array.isArray(details) ? details[0] : undefined;
  return textOf(member(first, 'issue')) ?? textOf(member(body, 'name')) ?? textOf(member(body, 'error')) ?? 'no issue';
}

export function detailOf({ status, body }: { readonly status: number; readonly body: unknown }): string {
  const debugId = textOf(member(body, 'debug_id'));
  return `HTTP ${status} ${issueOf(body)}${debugId === undefined ? '' : ` (${debugId})`}`;
}
