import { sql } from 'kysely';
import { newId } from '@safiri/kernel';
import type { Tx } from '@safiri/runtime';
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
};

export async function insertDelivery(tx: Tx, delivery: NewDelivery): Promise<void> {
  await sql`
    insert into deliveries (delivery_id, event_id, order_id, template, channel, recipient, locale, subject, body)
    values (${newId()}, ${delivery.eventId}, ${delivery.orderId}, ${delivery.template}, ${delivery.channel}, ${delivery.recipient}, ${delivery.locale}, ${delivery.subject}, ${delivery.body})
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
    returning delivery_id as "deliveryId", channel, recipient, subject, body, tries`.execute(tx);
  return rows;
}

export async function settle(
  tx: Tx,
  deliveryId: string,
  how: { readonly status: 'delivered' | 'failed'; readonly error: string | null },
): Promise<void> {
  await sql`
    update deliveries set status = ${how.status}, last_error = ${how.error}, settled_at = clock_timestamp()
     where delivery_id = ${deliveryId} and status = 'waiting'`.execute(tx);
}

export async function postpone(
  tx: Tx,
  deliveryId: string,
  how: { readonly error: string; readonly seconds: number },
): Promise<void> {
  await sql`
    update deliveries set last_error = ${how.error}, next_try_at = clock_timestamp() + make_interval(secs => ${how.seconds})
     where delivery_id = ${deliveryId} and status = 'waiting'`.execute(tx);
}

/** Mails to who runs the platform in the last hour, as far as `most`. */
export async function countOperatorMails(tx: Tx, most: number): Promise<number> {
  const { rows } = await sql`
    select from deliveries where order_id is null and created_at > clock_timestamp() - interval '1 hour' limit ${most}`.execute(
    tx,
  );
  return rows.length;
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
