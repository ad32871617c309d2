import { currencyDigits, money, type Money } from '@safiri/kernel';
import type { MoneyState, RequestOutcome } from '../payment-provider.ts';
import { member, textOf, type HttpAnswer } from '../send-http.ts';
import { detailOf, failureOf } from './failures.ts';

/** What became of opening a payment. Its id makes it accepted: by that it is asked about. */
export function readOpened(answer: HttpAnswer): RequestOutcome {
  if (!answer.answered) return { kind: 'unknown', detail: answer.why };
  const refused = readRefused(answer);
  if (refused !== undefined) return refused;
  const handle = idOf(answer.body);
  const approveUrl = pageOf(answer.body);
  if (answer.status >= 300 || handle === undefined) return { kind: 'unknown', detail: detailOf(answer) };
  // One that was opened before and is decided by now has no page any more.
  return { kind: 'accepted', handle, ...(approveUrl === undefined ? {} : { approveUrl }) };
}

export function readRefundRequested(answer: HttpAnswer): RequestOutcome {
  if (!answer.answered) return { kind: 'unknown', detail: answer.why };
  const refused = readRefused(answer);
  if (refused !== undefined) return refused;
  const handle = idOf(answer.body);
  if (answer.status >= 300 || handle === undefined) return { kind: 'unknown', detail: detailOf(answer) };
  return { kind: 'accepted', handle };
}

/** A conflict (the first request of a key is still at work), too many requests and errors of theirs may hide one that was taken. */
function readRefused(answer: HttpAnswer & { readonly answered: true }): RequestOutcome | undefined {
  if (![400, 401, 402, 403, 404, 422].includes(answer.status)) return undefined;
  return { kind: 'refused', reason: 'provider-error', detail: detailOf(answer) };
}

/** What a payment says of itself. */
export function readPayment(payment: unknown): MoneyState {
  const status = textOf(member(payment, 'status')) ?? 'missing';
  const transactionId = idOf(payment);
  switch (status) {
    case 'requires_action':
    case 'processing':
      return { kind: 'pending' };
    case 'succeeded':
      if (transactionId === undefined) return { kind: 'unknown', detail: 'payment without an id' };
      return {
        kind: 'succeeded',
        transactionId,
        amount: readAmount(member(payment, 'captured_amount'), member(payment, 'currency')),
        orderReference: textOf(member(member(payment, 'metadata'), 'order_reference')),
      };
    case 'failed':
      return { kind: 'failed', ...failureOf(payment) };
    case 'canceled':
      return { kind: 'failed', reason: 'declined', detail: status };
    default:
      return { kind: 'unknown', detail: `payment ${status}` };
  }
}

/** What a GET of a refund says. One that we know by its id is there: "not found" settles nothing. */
export function readRefund(answer: HttpAnswer, orderReference: string): MoneyState {
  if (!answer.answered) return { kind: 'unknown', detail: answer.why };
  const { status, body } = answer;
  if (status !== 200) return { kind: 'unknown', detail: detailOf(answer) };
  const [transactionId, said] = [idOf(body), textOf(member(body, 'status'))];
  if (said === 'pending') return { kind: 'pending' };
  if (said === 'failed') return { kind: 'failed', reason: 'provider-error', detail: failureOf(body).detail };
  if (said !== 'succeeded' || transactionId === undefined)
    return { kind: 'unknown', detail: `refund ${said ?? 'missing'}` };
  const amount = readAmount(member(body, 'amount'), member(body, 'currency'));
  return { kind: 'succeeded', transactionId, amount, orderReference };
}

/** Whole minor units of a currency that is traded here. */
function readAmount(amountMinor: unknown, currency: unknown): Money | undefined {
  if (typeof amountMinor !== 'number' || !Number.isSafeInteger(amountMinor)) return undefined;
  return typeof currency === 'string' && currencyDigits(currency) !== undefined
    ? money(amountMinor, currency)
    : undefined;
}

function pageOf(payment: unknown): string | undefined {
  const url = textOf(member(member(payment, 'next_action'), 'redirect_url'));
  return url !== undefined && /^https?:\/\/\S{1,2000}$/.test(url) ? url : undefined;
}

/** An id of theirs, which is all that is put into an address. */
export function idOf(resource: unknown): string | undefined {
  const id = textOf(member(resource, 'id'));
  return id !== undefined && /^\w{1,64}$/.test(id) ? id : undefined;
}
