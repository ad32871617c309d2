import { parseMajor, type Money } from '@safiri/kernel';
import type { MoneyState, RequestOutcome } from '../payment-provider.ts';
import { member, textOf, type HttpAnswer } from '../send-http.ts';
import { detailOf, issueOf, refundReason } from './issues.ts';

/** What became of creating an order. Without its id and the page of approval nobody can pay it, so those make it accepted. */
export function readCreated(answer: HttpAnswer): RequestOutcome {
  if (!answer.answered) return { kind: 'unknown', detail: answer.why };
  const { status, body } = answer;
  if (isRefusal(status)) return { kind: 'refused', reason: 'provider-error', detail: detailOf(answer) };
  const handle = idOf(body);
  const approveUrl = linkOf(body, 'payer-action') ?? linkOf(body, 'approve');
  if (status >= 300 || handle === undefined || approveUrl === undefined)
    return { kind: 'unknown', detail: detailOf(answer) };
  return { kind: 'accepted', handle, approveUrl };
}

/** What became of asking for a refund. Whether the money goes back is asked for under the refund's id. */
export function readRefundRequested(answer: HttpAnswer): RequestOutcome {
  if (!answer.answered) return { kind: 'unknown', detail: answer.why };
  const { status, body } = answer;
  if (isRefusal(status)) return { kind: 'refused', reason: refundReason(issueOf(body)), detail: detailOf(answer) };
  const handle = idOf(body);
  if (status >= 300 || handle === undefined) return { kind: 'unknown', detail: detailOf(answer) };
  return { kind: 'accepted', handle };
}

/** A conflict, too many requests and errors of theirs may hide a request that was taken. */
function isRefusal(status: number): boolean {
  return [400, 401, 403, 404, 422].includes(status);
}

/** What a completed order says of its money: it may hold a capture that was declined, or one that is being reviewed. */
export function readCapture(order: unknown): MoneyState {
  const unit = firstOf(member(order, 'purchase_units'));
  const capture = firstOf(member(member(unit, 'payments'), 'captures'));
  const transactionId = textOf(member(capture, 'id'));
  const status = textOf(member(capture, 'status'));
  switch (status) {
    case 'COMPLETED':
    case 'PARTIALLY_REFUNDED':
    case 'REFUNDED':
      if (transactionId === undefined) return { kind: 'unknown', detail: 'capture without an id' };
      return {
        kind: 'succeeded',
        transactionId,
        amount: readAmount(capture),
        orderReference: textOf(member(unit, 'reference_id')),
      };
    case 'PENDING':
      return { kind: 'pending' };
    case 'DECLINED':
    case 'FAILED':
      return { kind: 'failed', reason: 'declined', detail: `capture ${status}` };
    default:
      return { kind: 'unknown', detail: `capture ${status ?? 'missing'}` };
  }
}

/** What a GET of a refund says. One that we know by its id is there: "not found" settles nothing. */
export function readRefund(answer: HttpAnswer, orderReference: string): MoneyState {
  if (!answer.answered) return { kind: 'unknown', detail: answer.why };
  const { status, body } = answer;
  if (status !== 200) return { kind: 'unknown', detail: detailOf(answer) };
  const [transactionId, said] = [textOf(member(body, 'id')), textOf(member(body, 'status'))];
  if (said === 'PENDING') return { kind: 'pending' };
  if (said === 'FAILED' || said === 'CANCELLED')
    return { kind: 'failed', reason: 'provider-error', detail: `refund ${said}` };
  if (said !== 'COMPLETED' || transactionId === undefined)
    return { kind: 'unknown', detail: `refund ${said ?? 'missing'}` };
  return { kind: 'succeeded', transactionId, amount: readAmount(body), orderReference };
}

function readAmount(resource: unknown): Money | undefined {
  const amount = member(resource, 'amount');
  return parseMajor(textOf(member(amount, 'value')) ?? '', textOf(member(amount, 'currency_code')) ?? '');
}

/** The address of a link by its relation, if it is one that a browser may be sent to. */
function linkOf(body: unknown, relation: string): string | undefined {
  const links: unknown = member(body, 'links');
  const link: unknown = Array.isArray(links) ? links.find((each) => member(each, 'rel') === relation) : undefined;
  const href = textOf(member(link, 'href'));
  return href !== undefined && /^https?:\/\/\S{1,2000}$/.test(href) ? href : undefined;
}

/** An id as PayPal makes them, which is all that is put into an address. */
function idOf(resource: unknown): string | undefined {
  const id = textOf(member(resource, 'id'));
  return id !== undefined && /^[A-Z0-9]{1,36}$/.test(id) ? id : undefined;
}

function firstOf(list: unknown): unknown {
  return Array.isArray(list) ? list[0] : undefined;
}
