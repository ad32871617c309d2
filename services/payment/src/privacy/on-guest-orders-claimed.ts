import { sql } from 'kysely';
import type { guestOrdersClaimed, PayloadOf } from '@safiri/contracts';
import type { Tx } from '@safiri/runtime';
import { forgetAnew } from '@safiri/runtime/privacy';

/**
 * What was paid for a guest's orders, and the receipts for them, are the account's that took the orders over; those that are
 * still to come too. A key that both used stays with the guest's attempt.
 */
export async function onGuestOrdersClaimed(
  tx: Tx,
  { guestId, accountId, orders }: PayloadOf<typeof guestOrdersClaimed>,
): Promise<void> {
  const orderIds = orders.map(({ orderId }) => orderId);
  await sql`
    insert into claimed_orders as c (order_id, version, owner_id)
    select "orderId", version, ${accountId} from json_to_recordset(${JSON.stringify(orders)}::json) as o ("orderId" uuid, version bigint) order by 1
    on conflict (order_id) do update set version = excluded.version, owner_id = excluded.owner_id where c.version < excluded.version`.execute(
    tx,
  );
  await sql`
    update attempts g set caller_id = ${accountId}
     where g.order_id = any (${orderIds}::uuid[]) and g.caller_id = ${guestId}
       and not exists (select from attempts a where a.caller_id = ${accountId} and a.idempotency_key = g.idempotency_key)`.execute(
    tx,
  );
  for (const table of ['receipt_requests', 'receipts'])
    await sql`
      update ${sql.table(table)} r set owner_id = c.owner_id from claimed_orders c
       where c.order_id = any (${orderIds}::uuid[]) and r.order_id = c.order_id and r.owner_id <> c.owner_id`.execute(
      tx,
    );
  await forgetAnew(tx, accountId);
}
