import { listAttempts, type AttemptMethod, type Order } from '@safiri/contracts';
import type { Visit } from '../visit/visit.server.ts';

export type RefundView = {
  readonly refundId: string;
  readonly state: 'due' | 'succeeded' | 'failed';
  readonly amount: string;
  /** Known to whoever paid alone. */
  readonly method: AttemptMethod | undefined;
};

/** How far the money of an order is that goes back. */
export async function loadRefunds(visit: Visit, { orderId, refunds }: Order): Promise<RefundView[]> {
  if (refunds.length === 0) return [];
  const answer =
    visit.session.token() === undefined ? undefined : await visit.api(listAttempts, { params: { orderId } });
  const attempts = answer?.ok === true ? answer.value.attempts : [];
  return refunds.map(({ refundId, attemptId, amount, status }) => ({
    refundId,
    state: status,
    amount: visit.writing.money(amount),
    method: attempts.find((attempt) => attempt.attemptId === attemptId)?.method,
  }));
}
