import { sql } from 'kysely';
import type { Tx } from '@safiri/runtime';
import type { RefundRow } from './refund-queries.ts';

export type RefundWhy = { readonly cause: string; readonly detail: string | null };

/** Gives the refund a reference to be asked for by: its first, or a new one after a try that failed. The old one is never used again. */
export async function beginTry(
  tx: Tx,
  refund: RefundRow,
  step: RefundWhy & { readonly reference: string; readonly nextCheckAt: Date | null },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update refunds set status = 'pending', version = version + 1, cause = ${step.cause}, detail = ${step.detail},
           provider_reference = ${step.reference}, provider_handle = null, provider_told = null, tries = tries + 1, checks = 0, last_sent_at = null, next_check_at = ${step.nextCheckAt}
     where order_id = ${refund.orderId} and refund_id = ${refund.refundId} and status = ${refund.status}
       and provider_reference is not distinct from ${refund.providerReference} and held_because is null`.execute(tx);
  return numAffectedRows === 1n;
}

export type RefundEnding =
  | { readonly to: 'succeeded'; readonly transactionId: string }
  | { readonly to: 'failed'; readonly reason: string };

/** Ends a refund; answers its new version, or undefined when it was over, has another reference by now, or is a person's to decide. */
export async function endRefund(
  tx: Tx,
  refund: RefundRow,
  end: RefundEnding & RefundWhy & { readonly now: Date },
): Promise<number | undefined> {
  const { rows } = await sql<{ version: number }>`
    update refunds set status = ${end.to}, version = version + 1, cause = ${end.cause}, detail = ${end.detail},
           reason = ${end.to === 'failed' ? end.reason : null},
           provider_transaction_id = ${end.to === 'succeeded' ? end.transactionId : null},
           settled_at = ${end.now}, next_check_at = null
     where order_id = ${refund.orderId} and refund_id = ${refund.refundId} and status = ${refund.status}
       and provider_reference is not distinct from ${refund.providerReference} and held_because is null
    returning version`.execute(tx);
  return rows[0]?.version;
}

/** Leaves a refund to a person: pending, and asked for no more. */
export async function holdRefund(
  tx: Tx,
  refund: RefundRow,
  why: RefundWhy & { readonly because: string },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update refunds set version = version + 1, cause = ${why.cause}, detail = ${why.detail}, held_because = ${why.because}, next_check_at = null
     where order_id = ${refund.orderId} and refund_id = ${refund.refundId} and settled_at is null and held_because is null`.execute(
    tx,
  );
  return numAffectedRows === 1n;
}
