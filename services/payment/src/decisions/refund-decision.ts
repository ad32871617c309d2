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

type StuckRefund = Pick<
  RefundRow,
  'orderId' | 'refundId' | 'attemptId' | 'amountMinor' | 'currency' | 'providerReference' | 'paymentTransactionId'
> & { readonly method: string; readonly isHeld: boolean };

/**
 * A failed refund is owed: it is tried anew, or somebody paid it by hand. Of one that is held its company gave another amount
 * back, and what differs is settled by hand.
 */
export async function judgeRefund(ctx: Ctx, tx: Tx, decision: Decision): Promise<CarryOut> {
  const refund = await findStuck(tx, decision);
  if (refund === undefined)
    throw new DomainError('NOTHING_TO_DECIDE', 'Only a refund that failed, or is held, waits for a decision.');
  if (refund.isHeld) refuseUnfitOfHeld(decision);
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

/** Money of it went back: it is not sent once more, and how much it was is what the person found out. */
function refuseUnfitOfHeld({ action, paidBackMinor }: Decision): void {
  if (action === 'try-again')
    throw new DomainError('NOT_FOR_THIS', 'Money of this refund went back: settle by hand what differs.');
  if (paidBackMinor === null)
    throw new DomainError('PAID_BACK_MISSING', 'Say what the payment company gave back, as its statement has it.', {
      field: '/body/paidBackMinor',
    });
}

async function findStuck(tx: Tx, { orderId, subjectId }: Decision): Promise<StuckRefund | undefined> {
  const { rows } = await sql<StuckRefund>`
    select r.order_id as "orderId", r.refund_id as "refundId", r.attempt_id as "attemptId", r.amount_minor as "amountMinor", r.currency,
           r.provider_reference as "providerReference", r.payment_transaction_id as "paymentTransactionId", a.method, r.status <> 'failed' as "isHeld"
      from refunds r join attempts a on a.order_id = r.order_id and a.attempt_id = r.attempt_id
     where r.order_id = ${orderId} and r.refund_id = ${subjectId} and (r.status = 'failed' or (r.held_because is not null and r.settled_at is null))`.execute(
    tx,
  );
  return rows[0];
}

/** Under a reference of its own, and with as many tries as a new refund has. Cash rests until a counter pays it. */
async function beginSeries(tx: Tx, { orderId, refundId }: StuckRefund, now: Date): Promise<void> {
  await sql`
    update refunds set status = 'pending', version = version + 1, cause = 'tried-anew', detail = null, reason = null, settled_at = null,
           provider_reference = ${randomUUID()}, provider_handle = null, provider_told = null, tries = 1, checks = 0, last_sent_at = null,
           due_at = ${now}, next_check_at = case when exists (
             select from attempts a where a.order_id = refunds.order_id and a.attempt_id = refunds.attempt_id and a.method = 'cash') then null else ${now}::timestamptz end
     where order_id = ${orderId} and refund_id = ${refundId} and status = 'failed'`.execute(tx);
}

/** Paid from the platform's bank account, as the reference proves, but for what the payment company gave back itself. */
async function settleByHand(
  tx: Tx,
  refund: StuckRefund,
  { decision, now }: { readonly decision: Decision; readonly now: Date },
): Promise<void> {
  const { orderId, refundId, amountMinor, currency, method } = refund;
  assert(decision.reference !== null, 'what was paid by hand has a reference');
  const transactionId = `hand:${decision.reference}`;
  const { rows } = await sql<{ version: number }>`
    update refunds set status = 'succeeded', version = version + 1, cause = 'decided', detail = ${`decision ${decision.decisionId}`}, reason = null,
           provider_reference = coalesce(provider_reference, ${randomUUID()}), provider_transaction_id = ${transactionId}, settled_at = ${now}
     where order_id = ${orderId} and refund_id = ${refundId} and (status = 'failed' or held_because is not null)
    returning version`.execute(tx);
  const version = rows[0]?.version;
  assert(version !== undefined, 'the refund is held by this transaction');
  const amount = { amountMinor, currency };
  await postSets(tx, [
    paidBackByHand({ refundId, orderId, amount, method, byCompanyMinor: decision.paidBackMinor ?? 0 }),
  ]);
  await tellRefundOutcome(tx, refund, { to: 'succeeded', transactionId, version });
}
