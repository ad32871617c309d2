import { sql } from 'kysely';
import type { PayloadOf, refundSucceeded } from '@safiri/contracts';
import type { Tx } from '@safiri/runtime';

/** How far payment is with money that goes back: whoever has the tickets sees it on their order. Older news changes nothing. */
export async function onRefundSettled(
  tx: Tx,
  { orderId, refundId, version }: PayloadOf<typeof refundSucceeded>,
  status: 'succeeded' | 'failed',
): Promise<void> {
  await sql`
    update order_refunds set status = ${status}, heard_version = ${version}
     where order_id = ${orderId} and refund_id = ${refundId} and heard_version < ${version}`.execute(tx);
}
