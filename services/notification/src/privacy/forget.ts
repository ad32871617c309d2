import { sql, type RawBuilder } from 'kysely';
import type { ordersErased, PayloadOf } from '@safiri/contracts';
import type { Tx } from '@safiri/runtime';
import type { ForgetStep } from '@safiri/runtime/privacy';

const stepRows = 500;

/** Messages with their texts, and where development caught them, the copies there. Answers whether more may wait. */
async function forgetMessages(tx: Tx, which: RawBuilder<unknown>): Promise<boolean> {
  const { rows } = await sql<{ id: string }>`
    delete from deliveries where delivery_id in (
      select delivery_id from deliveries d where ${which} order by delivery_id limit ${stepRows} for update)
    returning delivery_id as id`.execute(tx);
  await sql`delete from caught_messages where message_id = any (${rows.map(({ id }) => id)}::uuid[])`.execute(tx);
  return rows.length === stepRows;
}

/** Nobody is told anything more about these orders. */
export async function onOrdersErased(tx: Tx, { orders }: PayloadOf<typeof ordersErased>): Promise<void> {
  const orderIds = orders.map(({ orderId }) => orderId);
  await sql`insert into erased_orders (order_id) select distinct id from unnest(${orderIds}::uuid[]) as id order by id on conflict do nothing`.execute(
    tx,
  );
  while (await forgetMessages(tx, sql`d.order_id = any (${orderIds}::uuid[])`));
}

/** What was sent to somebody's own number or address, about whatever. */
const forgetOwnMessages: ForgetStep = async (tx, { phones, emails }) =>
  await forgetMessages(tx, sql`d.recipient = any (${[...phones, ...emails]}::text[])`);

export const forgetSteps: readonly ForgetStep[] = [forgetOwnMessages];

/** What is not to be sent any more goes some time after it was written. */
export async function forgetOldMessages(tx: Tx, before: Date): Promise<boolean> {
  return await forgetMessages(tx, sql`d.created_at < ${before} and d.status <> 'waiting'`);
}
