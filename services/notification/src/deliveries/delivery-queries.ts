import { sql } from 'kysely';
import { newId } from '@safiri/kernel';
import { currentTrace, type Tx } from '@safiri/runtime';
import type { ChannelName } from '../channels/channel.ts';

export type NewDelivery = {
  readonly eventId: string;
  /** Null of mail to who runs the platform. */
  readonly orderId: string | null;
  readonly template: string;
  readonly channel: ChannelName;
  readonly recipient: string;
  readonly locale: string;
  readonly subject: string | null;
  readonly body: string;
};
export type DueDelivery = {
  readonly deliveryId: string;
  readonly channel: ChannelName;
  readonly recipient: string;
  readonly subject: string | null;
  readonly body: string;
  readonly tries: number;
  /** In which trace it became due. */
  readonly trace: string | null;
};

/** Messages that are to be sent when the transaction commits; what was told of its event by its channel already is not told again, and nothing of orders that are nobody's any more. */
export async function insertDeliveries(tx: Tx, deliveries: readonly NewDelivery[]): Promise<void> {
  const rows = deliveries.map((delivery) => ({ deliveryId: newId(), ...delivery }));
  await sql`
    insert into deliveries (delivery_id, event_id, order_id, template, channel, recipient, locale, subject, body, trace)
    select "deliveryId", "eventId", "orderId", template, channel, recipient, locale, subject, body, ${currentTrace()}
      from json_to_recordset(${JSON.stringify(rows)}::json) as d (
           "deliveryId" uuid, "eventId" uuid, "orderId" uuid, template text, channel text, recipient text, locale text, subject text, body text)
     where not exists (select from erased_orders e where e.order_id = d."orderId")
    on conflict (event_id, channel, recipient) do nothing`.execute(tx);
}

/**
 * Takes due messages for this process: their next try is set before they are sent, so that a process that dies in between
 * leaves them to be tried again, and counts the try. Oldest first.
 */
export async function claimDue(
  tx: Tx,
  limits: { readonly rows: number; readonly leaseSeconds: number },
): Promise<DueDelivery[]> {
  const { rows } = await sql<DueDelivery>`
    update deliveries set tries = tries + 1, next_try_at = clock_timestamp() + make_interval(secs => ${limits.leaseSeconds})
     where delivery_id in (
       select delivery_id from deliveries where status = 'waiting' and next_try_at <= clock_timestamp() order by next_try_at limit ${limits.rows} for update skip locked)
    returning delivery_id as "deliveryId", channel, recipient, subject, body, tries, trace`.execute(tx);
  return rows;
}

/** How a try came out. One that still waits is tried again after so many seconds. */
export type Outcome = { readonly deliveryId: string; readonly error: string | null } & (
  | { readonly status: 'delivered' | 'failed' }
  | { readonly status: 'waiting'; readonly seconds: number }
);

/** Writes down how tries came out; what another process settled meanwhile stays as it is. */
export async function settle(tx: Tx, outcomes: readonly Outcome[]): Promise<void> {
  await sql`
    update deliveries d
       set status = o.status, last_error = o.error,
           next_try_at = case o.status when 'waiting' then clock_timestamp() + make_interval(secs => o.seconds) else d.next_try_at end,
           settled_at = case when o.status <> 'waiting' then clock_timestamp() end
      from json_to_recordset(${JSON.stringify(outcomes)}::json) as o ("deliveryId" uuid, status text, error text, seconds integer)
     where d.delivery_id = o."deliveryId" and d.status = 'waiting'`.execute(tx);
}

/** Mails about violations in the last hour, as far as `most`. */
export async function countOperatorMails(tx: Tx, most: number): Promise<number> {
  const { rows } = await sql`
    select from deliveries where order_id is null and template = 'invariant-violated' and created_at > clock_timestamp() - interval '1 hour' limit ${most}`.execute(
    tx,
  );
  return rows.length;
}

/** Whether nobody's name and address belong to the order any more, so that nobody is told anything about it. */
export async function isErased(tx: Tx, orderId: string): Promise<boolean> {
  const { rows } = await sql`select from erased_orders where order_id = ${orderId}`.execute(tx);
  return rows.length > 0;
}

/** Who was told about an order before, and in which language: for news that names only the order. */
export async function listRecipients(
  tx: Tx,
  orderId: string,
): Promise<{ readonly channel: ChannelName; readonly recipient: string; readonly locale: string }[]> {
  const { rows } = await sql<{ channel: ChannelName; recipient: string; locale: string }>`
    select distinct channel, recipient, locale from deliveries where order_id = ${orderId} order by channel, recipient limit 4`.execute(
    tx,
  );
  return rows;
}
