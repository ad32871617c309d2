import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { assert, DomainError } from '@safiri/kernel';
import type { Tx } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { paidBackByHand } from '../ledger/movements.ts';
import { postSets } from '../ledger/post-sets.ts';
import { promiseAmount, type RefundRow } from '../refunds/refund-queries.ts';
import { tellRefundOutcome } from '../refunds/settle-refund.ts';
import type { Decision } from './decision-queries.ts';
import type { CarryOut } from './judge.ts';

type FailedRefund = Pick<
  RefundRow,
  'orderId' | 'refundId' | 'attemptId' | 'amountMinor' | 'currency' | 'providerReference' | 'paymentTransactionId'
>;

/** A failed refund is owed: it is tried anew, or somebody paid it by hand. */
export async function judgeRefund(ctx: Ctx, tx: Tx, decision: Decision): Promise<CarryOut> {
  const refund = await findFailed(tx, decision);
  if (refund === undefined)
    throw new DomainError('NOTHING_TO_DECIDE', 'Only a refund that failed waits for a decision.');
  const { amountMinor, currency } = refund;
  if (decision.amountMinor !== amountMinor || decision.currency !== currency)
    throw new DomainError('AMOUNT_DIFFERS', `It is about ${amountMinor} ${currency}, in minor units.`, {
      field: '/body/amount',
    });
  return async () => {
    // It failed before it was ever promised: its payment did not cover it then, and has to cover it now.
    if (refund.providerReference === null && !(await promiseAmount(tx, refund)))
      throw new DomainError('NOT_COVERED', 'The payment does not cover this refund.');
    const now = ctx.clock.now();
    if (decision.action === 'try-again') await beginSeries(tx, refund, now);
    else await settleByHand(tx, refund, { decision, now });
  };
}

async function findFailed(tx: Tx, { orderId, subjectId }: Decision): Promise<FailedRefund | undefined> {
  const { rows } = await sql<FailedRefund>`
    select order_id as "orderId", refund_id as "refundId", attempt_id as "attemptId", amount_minor as "amountMinor", currency,
           provider_reference as "providerReference", payment_transaction_id as "paymentTransactionId"
      from refunds where order_id = ${orderId} and refund_id = ${subjectId} and status = 'failed'`.execute(tx);
  return rows[0];
}

/** Under a reference of its own, and with as many tries as a new refund has. */
async function beginSeries(tx: Tx, { orderId, refundId }: FailedRefund, now: Date): Promise<void> {
  await sql`
    update refunds set status = 'pending', version = version + 1, cause = 'tried-anew', detail = null, reason = null, settled_at = null,
           provider_reference = ${randomUUID()}, provider_handle = null, provider_told = null, tries = 1, checks = 0, last_sent_at = null,
           due_at = ${now}, next_check_at = ${now}
     where order_id = ${orderId} and refund_id = ${refundId} and status = 'failed'`.execute(tx);
}

/** Paid from the platform's bank account, as the reference proves. */
async function settleByHand(
  tx: Tx,
  refund: FailedRefund,
  { decision, now }: { readonly decision: Decision; readonly now: Date },
): Promise<void> {
  const { orderId, refundId, amountMinor, currency } = refund;
  assert(decision.reference !== null, 'what was paid by hand has a reference');
  const transactionId = `hand:${decision.reference}`;
  const { rows } = await sql<{ version: number }>`
    update refunds set status = 'succeeded', version = version + 1, cause = 'decided', detail = ${`decision ${decision.decisionId}`}, reason = null,
           provider_reference = coalesce(provider_reference, ${randomUUID()}), provider_transaction_id = ${transactionId}, settled_at = ${now}
     where order_id = ${orderId} and refund_id = ${refundId} and status = 'failed'
    returning version`.execute(tx);
  const version = rows[0]?.version;
  assert(version !== undefined, 'the refund is held by this transaction');
  await postSets(tx, [paidBackByHand({ refundId, orderId, amount: { amountMinor, currency } })]);
  await tellRefundOutcome(tx, refund, { to: 'succeeded', transactionId, version });
}
