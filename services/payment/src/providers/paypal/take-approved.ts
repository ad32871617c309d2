import type { Clock } from '@safiri/kernel';
import { onItsWaySeconds, secondsAfter } from '../../checks/check-schedule.ts';
import type { MoneyState, Payment } from '../payment-provider.ts';
import { member, textOf } from '../send-http.ts';
import type { CallPaypal } from './call-paypal.ts';
import { detailOf, issueOf, meaningOfIssue } from './issues.ts';
import { readCapture } from './read-answers.ts';

/** Who approves later pays for seats that are gone: the checkout ends after eight minutes. PayPal itself waits three hours. */
export const windowSeconds = 600;

/** An order that was captured says so; one that the payer approved is captured now, if it is wanted and in time. */
export async function takeApproved(
  { call, clock }: { readonly call: CallPaypal; readonly clock: Clock },
  payment: Payment,
  order: unknown,
): Promise<MoneyState> {
  const status = textOf(member(order, 'status')) ?? 'missing';
  if (status === 'COMPLETED') return readCapture(order);
  if (status === 'VOIDED') return { kind: 'failed', reason: 'expired', detail: status };
  if (!['APPROVED', 'CREATED', 'SAVED', 'PAYER_ACTION_REQUIRED'].includes(status))
    return { kind: 'unknown', detail: `order ${status}` };
  const stage = stageOf(payment, status === 'APPROVED', clock.now());
  if (stage === 'capture') return await capture(call, payment, order);
  return stage === 'wait' ? { kind: 'pending' } : { kind: 'failed', reason: stage, detail: `still ${status}` };
}

/**
 * An order that nobody may capture any more is over. But one that was approved may have been sent to be captured a moment
 * before it was given up or its time ended: it is over when nothing of that can be on its way.
 */
function stageOf(payment: Payment, isApproved: boolean, now: Date): 'capture' | 'wait' | 'declined' | 'expired' {
  const { givenUpAt } = payment;
  const windowEnd = secondsAfter(payment.sentAt, windowSeconds);
  if (givenUpAt !== null && (!isApproved || now >= secondsAfter(givenUpAt, onItsWaySeconds))) return 'declined';
  if (nothingMayBeCaptured(payment, now)) return 'expired';
  return isApproved && givenUpAt === null && now < windowEnd ? 'capture' : 'wait';
}

/** The time to capture is over, and no capture that was sent in time can be on its way any more. */
export function nothingMayBeCaptured({ sentAt }: Payment, now: Date): boolean {
  return now >= secondsAfter(sentAt, windowSeconds + onItsWaySeconds);
}

async function capture(call: CallPaypal, payment: Payment, order: unknown): Promise<MoneyState> {
  // A payer whose card was declined approves anew, which is another capture. PayPal captures an order once all the same.
  const approvedAt = textOf(member(order, 'update_time')) ?? '';
  const answer = await call({
    method: 'POST',
    path: `/v2/checkout/orders/${payment.handle}/capture`,
    requestId: `capture:${payment.reference}:${approvedAt}`,
    body: {},
  });
  if (!answer.answered) return { kind: 'unknown', detail: answer.why };
  if (answer.status < 300) return readCapture(answer.body);
  const meaning = answer.status === 422 ? meaningOfIssue(issueOf(answer.body)) : undefined;
  if (meaning === undefined) return { kind: 'unknown', detail: detailOf(answer) };
  // Of one that was captured meanwhile the next query finds the money.
  if (meaning === 'payer-can-go-on' || meaning === 'captured-already') return { kind: 'pending' };
  return { kind: 'failed', reason: meaning, detail: detailOf(answer) };
}
