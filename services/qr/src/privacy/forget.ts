import { sql } from 'kysely';
import type { ordersErased, PayloadOf } from '@safiri/contracts';
import type { Tx } from '@safiri/runtime';

/** Names leave the tickets of these orders, whenever those are heard of, and the answers that doors were given. */
export async function onOrdersErased(tx: Tx, { orders }: PayloadOf<typeof ordersErased>): Promise<void> {
  const orderIds = orders.map(({ orderId }) => orderId);
  await sql`insert into erased_orders (order_id) select distinct id from unnest(${orderIds}::uuid[]) as id order by id on conflict do nothing`.execute(
    tx,
  );
  await sql`
    update tickets set passenger_name = null where order_id = any (${orderIds}::uuid[]) and passenger_name is not null`.execute(
    tx,
  );
  await sql`
    update scans s set answer = jsonb_set(s.answer, '{ticket,passengerName}', 'null') from tickets t
     where t.order_id = any (${orderIds}::uuid[]) and s.ticket_id = t.ticket_id and s.answer #>> '{ticket,passengerName}' is not null`.execute(
    tx,
  );
}

const stepScans = 500;

/** Scans of before an instant go; that somebody boarded stays. Answers whether more may wait. */
export async function forgetScans(tx: Tx, before: Date): Promise<boolean> {
  const { numAffectedRows } = await sql`
    delete from scans where scan_id in (
      select scan_id from scans where scanned_at < ${before} order by scanned_at limit ${stepScans} for update skip locked)`.execute(
    tx,
  );
  return numAffectedRows === BigInt(stepScans);
}
