import { sql } from 'kysely';
import type { Attempt, AttemptMethod, AttemptStatus } from '@safiri/contracts';
import type { Tx } from '@safiri/runtime';

type RefundStatus = 'pending' | 'succeeded' | 'failed';

type ViewRow = {
  readonly attemptId: string;
  readonly orderId: string;
  readonly fingerprint: string;
  readonly method: AttemptMethod;
  readonly payerPhone: string | null;
  readonly approveUrl: string | null;
  readonly amountMinor: number;
  readonly currency: string;
  readonly status: AttemptStatus;
  readonly reason: string | null;
  readonly createdAt: Date;
  readonly refundStatus: RefundStatus | null;
  readonly refundMinor: number | null;
};

/** An attempt as its payer sees it, with the newest refund of it. */
const views = sql`
  select a.attempt_id as "attemptId", a.order_id as "orderId", a.fingerprint, a.method, a.payer_phone as "payerPhone",
         case when a.settled_at is null and a.given_up_at is null and a.held_because is null then a.approve_url end as "approveUrl",
         a.amount_minor as "amountMinor", a.currency, a.status, a.reason, a.created_at as "createdAt",
         r.status as "refundStatus", r.amount_minor as "refundMinor"
    from attempts a
    left join lateral (
      select case status when 'due' then 'pending' else status end as status, amount_minor from refunds
       where order_id = a.order_id and attempt_id = a.attempt_id order by due_at desc, refund_id desc limit 1) r on true`;

/** What a caller's key was used for before, and with which request. */
export type KeyUse = { readonly fingerprint: string; readonly attempt: Attempt };

export async function findByKey(tx: Tx, callerId: string, idempotencyKey: string): Promise<KeyUse | undefined> {
  const { rows } =
    await sql<ViewRow>`${views} where a.caller_id = ${callerId} and a.idempotency_key = ${idempotencyKey}`.execute(tx);
  const [row] = rows;
  return row === undefined ? undefined : { fingerprint: row.fingerprint, attempt: attemptOf(row) };
}

/** An attempt that the acting payer may see. */
export async function findView(
  tx: Tx,
  { orderId, attemptId }: Pick<ViewRow, 'orderId' | 'attemptId'>,
): Promise<Attempt | undefined> {
  const { rows } = await sql<ViewRow>`${views} where a.order_id = ${orderId} and a.attempt_id = ${attemptId}`.execute(
    tx,
  );
  return rows.map(attemptOf)[0];
}

/** The attempts of an order that the acting payer may see, newest first. */
export async function listByOrder(tx: Tx, orderId: string, limit: number): Promise<Attempt[]> {
  const { rows } = await sql<ViewRow>`
    ${views} where a.order_id = ${orderId} order by a.created_at desc, a.attempt_id desc limit ${limit}`.execute(tx);
  return rows.map(attemptOf);
}

function attemptOf(row: ViewRow): Attempt {
  const { amountMinor, currency, refundStatus, refundMinor } = row;
  return {
    attemptId: row.attemptId,
    orderId: row.orderId,
    method: row.method,
    payerPhone: row.payerPhone,
    approveUrl: row.approveUrl,
    amount: { amountMinor, currency },
    status: row.status,
    reason: row.reason,
    refund:
      refundStatus === null || refundMinor === null
        ? null
        : { status: refundStatus, amount: { amountMinor: refundMinor, currency } },
    createdAt: row.createdAt.toISOString(),
  };
}
