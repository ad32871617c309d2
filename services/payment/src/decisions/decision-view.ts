import type { MoneyDecision } from '@safiri/contracts';
import type { DecisionRow } from './decision-queries.ts';

export function decisionOf(row: DecisionRow): MoneyDecision {
  const { decisionId, orderId, subjectId, action, reason, reference, decidedBy, amountMinor, currency } = row;
  const waits = row.needsSecond && row.verdict === null;
  return {
    decisionId,
    orderId,
    subjectId,
    action,
    amount: { amountMinor, currency },
    reason,
    reference,
    status: row.verdict === 'refused' ? 'refused' : waits ? 'waiting' : 'done',
    decidedBy,
    decidedAt: row.decidedAt.toISOString(),
  };
}
