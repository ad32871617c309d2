import { sql } from 'kysely';
import type { Tx } from '@safiri/runtime';
import { isTakenBy } from '../cash/line-queries.ts';
import { toldText, type Hint } from '../attempts/attempt-queries.ts';
import type { Told } from '../providers/payment-provider.ts';

/** A refund as the work on it needs it. */
export type RefundRow = {
  readonly orderId: string;
  readonly refundId: string;
  readonly attemptId: string;
  readonly amountMinor: number;
  readonly currency: string;
  readonly orderReference: string;
  readonly status: 'due' | 'pending';
  /** Null until the refund is promised. */
  readonly providerReference: string | null;
  /** What the company calls this try; null until it was heard. */
  readonly providerHandle: string | null;
  readonly providerTold: Told | null;
  /** Of money that comes out of suspense: by which transaction it came. Null of what its attempt brought. */
  readonly paymentTransactionId: string | null;
  readonly tries: number;
  readonly checks: number;
  readonly dueAt: Date;
  readonly lastSentAt: Date | null;
  readonly nextCheckAt: Date;
  /** In which trace it became due. */
  readonly trace: string | null;
};

const columns = sql`
  r.order_id as "orderId", r.refund_id as "refundId", r.attempt_id as "attemptId", r.amount_minor as "amountMinor", r.currency,
  r.order_reference as "orderReference", r.status, r.provider_reference as "providerReference",
  r.provider_handle as "providerHandle", r.provider_told as "providerTold",
  r.payment_transaction_id as "paymentTransactionId", r.tries, r.checks,
  r.due_at as "dueAt", r.last_sent_at as "lastSentAt", r.next_check_at as "nextCheckAt", r.trace`;

/** Takes refunds that are due, the longest due first; until the lease is over no other process takes them. */
export async function claimDueRefunds(
  tx: Tx,
  claim: { readonly now: Date; readonly leaseUntil: Date; readonly limit: number },
): Promise<RefundRow[]> {
  const { rows } = await sql<RefundRow>`
    with due as materialized (
      select order_id, refund_id from refunds where next_check_at <= ${claim.now}
       order by next_check_at limit ${claim.limit} for update skip locked)
    update refunds r set next_check_at = ${claim.leaseUntil}
      from due where r.order_id = due.order_id and r.refund_id = due.refund_id
    returning ${columns}`.execute(tx);
  return rows;
}

/** Of refunds of cash that a company owes: whose attempt's money lies, or lay, in a drawer of it. */
type CashRefundOf = { readonly companyId: string; readonly orderReference: string };

const cashOwedBy = ({ companyId, orderReference }: CashRefundOf) => sql`
  r.order_reference = ${orderReference} and ${isTakenBy(companyId, sql`r.attempt_id`)}`;

/** Refunds of cash that are promised and not paid out, oldest first. */
export async function listCashRefunds(tx: Tx, of: CashRefundOf, limit: number): Promise<RefundRow[]> {
  const { rows } = await sql<RefundRow>`
    select ${columns} from refunds r where r.status = 'pending' and ${cashOwedBy(of)} order by r.due_at, r.refund_id limit ${limit}`.execute(
    tx,
  );
  return rows;
}

/** A refund of cash, held until the transaction ends. It may be paid out already. */
export async function lockCashRefund(
  tx: Tx,
  of: CashRefundOf,
  refundId: string,
): Promise<(Omit<RefundRow, 'status'> & { readonly status: string }) | undefined> {
  const { rows } = await sql<RefundRow>`
    select ${columns} from refunds r where r.refund_id = ${refundId} and ${cashOwedBy(of)} for update of r`.execute(tx);
  return rows[0];
}

/** Sets when the refund is looked at next. */
export async function keepRefundWaiting(tx: Tx, refund: RefundRow, nextCheckAt: Date): Promise<void> {
  await sql`
    update refunds set checks = checks + 1, next_check_at = ${nextCheckAt}
     where order_id = ${refund.orderId} and refund_id = ${refund.refundId} and next_check_at = ${refund.nextCheckAt}`.execute(
    tx,
  );
}

/** Notes that the payment company is about to be asked. False when somebody else has taken the refund meanwhile. */
export async function markRefundSending(tx: Tx, refund: RefundRow, now: Date): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update refunds set last_sent_at = ${now}
     where order_id = ${refund.orderId} and refund_id = ${refund.refundId} and next_check_at = ${refund.nextCheckAt}
       and provider_reference = ${refund.providerReference}`.execute(tx);
  return numAffectedRows === 1n;
}

/** The request just sent was surely not taken: when it was sent is as it was before. */
export async function forgetRefundSending(tx: Tx, refund: RefundRow, sentAt: Date): Promise<void> {
  await sql`
    update refunds set last_sent_at = ${refund.lastSentAt}
     where order_id = ${refund.orderId} and refund_id = ${refund.refundId} and last_sent_at = ${sentAt}`.execute(tx);
}

/** Keeps what the company calls this try of a refund, as it was heard first. */
export async function learnOfRefund(tx: Tx, refund: RefundRow, handle: string): Promise<void> {
  await sql`
    update refunds set provider_handle = coalesce(provider_handle, ${handle})
     where order_id = ${refund.orderId} and refund_id = ${refund.refundId} and provider_reference = ${refund.providerReference}`.execute(
    tx,
  );
}

/** Keeps what a callback said and makes the refund due now. `known` is false when no refund of that company has the reference. */
export async function hurryRefund(tx: Tx, hint: Hint): Promise<{ readonly known: boolean }> {
  const { rows } = await sql<{ known: boolean }>`
    with known as (
      select r.order_id, r.refund_id from refunds r join attempts a on a.order_id = r.order_id and a.attempt_id = r.attempt_id
       where r.provider_reference = ${hint.reference} and a.method = ${hint.method}),
    hurried as (
      update refunds r
         set provider_handle = coalesce(r.provider_handle, ${hint.handle ?? null}),
             provider_told = coalesce(r.provider_told || ${toldText(hint)}::jsonb, ${toldText(hint)}::jsonb, r.provider_told),
             next_check_at = least(r.next_check_at, ${hint.now})
        from known where r.order_id = known.order_id and r.refund_id = known.refund_id and r.next_check_at is not null)
    select exists (select from known) as known`.execute(tx);
  return { known: rows[0]?.known === true };
}

/** Holds the refund's row until the transaction ends. False when it was promised meanwhile. */
export async function lockDueRefund(tx: Tx, refund: RefundRow): Promise<boolean> {
  const { rows } = await sql`
    select from refunds where order_id = ${refund.orderId} and refund_id = ${refund.refundId} and status = 'due' for update`.execute(
    tx,
  );
  return rows.length === 1;
}

/**
 * Takes the amount out of what its payment can give back. False when that is not covered: the payment did not succeed, is in
 * another currency, or has promised the rest already.
 */
export async function promiseAmount(
  tx: Tx,
  refund: Pick<RefundRow, 'orderId' | 'attemptId' | 'amountMinor' | 'currency'>,
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update attempts set refund_promised_minor = refund_promised_minor + ${refund.amountMinor}
     where order_id = ${refund.orderId} and attempt_id = ${refund.attemptId} and status = 'succeeded' and currency = ${refund.currency}
       and refund_promised_minor + ${refund.amountMinor} <= amount_minor`.execute(tx);
  return numAffectedRows === 1n;
}
