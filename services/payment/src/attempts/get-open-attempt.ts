import { sql } from 'kysely';
import type { getOpenAttempt as operation, OutputOf } from '@safiri/contracts';
import { asService, transaction, type RequestOf } from '@safiri/runtime';
import type { Ctx } from '../context.ts';

/** Whether an attempt for the order has not failed: money of it came, or may still come. */
export async function getOpenAttempt(
  ctx: Ctx,
  { params }: RequestOf<typeof operation>,
): Promise<OutputOf<typeof operation>> {
  return await transaction(ctx.db, asService, async (tx) => {
    const { rows } =
      await sql`select from attempts where order_id = ${params.orderId} and status <> 'failed' limit 1`.execute(tx);
    return { open: rows.length > 0 };
  });
}
