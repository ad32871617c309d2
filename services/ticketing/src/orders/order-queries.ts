import { sql, type RawBuilder } from 'kysely';
import type { OrderStatus } from '@safiri/contracts';
import type { Tx } from '@safiri/runtime';
import type { Channel } from '../holds/hold-queries.ts';

export type OrderRow = {
  readonly orderId: string;
  readonly version: number;
  readonly ownerId: string;
  readonly reference: string;
  /** Null until payment was opened. */
  readonly link: string | null;
  /** As stored: a hold that is over by the clock may still say so. */
  readonly status: OrderStatus;
  readonly currency: string;
  readonly totalMinor: number;
  /** What of it vouchers are to pay. */
  readonly tenderedMinor: number;
  readonly expiresAt: Date;
  /** When the passenger moved its end, which they may once. */
  readonly extendedAt: Date | null;
  readonly extensionKey: string | null;
  /** With other seats than ordered: until when all of the money can be had back. */
  readonly freeCancellationUntil: Date | null;
  readonly channel: Channel;
  readonly tripIds: readonly number[];
  readonly companyIds: readonly string[];
  readonly contactPhone: string | null;
  readonly contactEmail: string | null;
  readonly locale: string;
  readonly fingerprint: string;
  /** The database's clock, when the row was read. */
  readonly serverTime: Date;
};

const columns = sql`
  order_id as "orderId", version, owner_id as "ownerId", reference, link, status, currency, total_minor as "totalMinor", tendered_minor as "tenderedMinor",
  expires_at as "expiresAt", extended_at as "extendedAt", extension_key as "extensionKey",
  free_cancellation_until as "freeCancellationUntil", channel, to_jsonb(trip_ids) as "tripIds", company_ids as "companyIds", contact_phone as "contactPhone",
  contact_email as "contactEmail", locale, fingerprint, clock_timestamp() as "serverTime"`;

export async function findOrder(tx: Tx, orderId: string): Promise<OrderRow | undefined> {
  return await findWhere(tx, sql`order_id = ${orderId}`);
}

/** Orders of these ids; as many as are dealt with at once. */
export async function listOrders(tx: Tx, orderIds: readonly string[]): Promise<OrderRow[]> {
  const { rows } = await sql<OrderRow>`
    select ${columns} from orders where order_id = any (${orderIds}::uuid[]) order by order_id`.execute(tx);
  return rows;
}

/** Also makes others who would change the order or its claims wait for this transaction. */
export async function lockOrder(tx: Tx, orderId: string): Promise<OrderRow | undefined> {
  return await findWhere(tx, sql`order_id = ${orderId} for update`);
}

export async function findOrderByKey(tx: Tx, ownerId: string, idempotencyKey: string): Promise<OrderRow | undefined> {
  return await findWhere(tx, sql`owner_id = ${ownerId} and idempotency_key = ${idempotencyKey}`);
}

export async function findOrderByLink(tx: Tx, link: string): Promise<OrderRow | undefined> {
  return await findWhere(tx, sql`link = ${link}`);
}

export async function findOrderByReference(tx: Tx, reference: string): Promise<OrderRow | undefined> {
  return await findWhere(tx, sql`reference = ${reference} and link is not null`);
}

type SendingLimits = { readonly mostAnHour: number; readonly mostADay: number };

/** Notes that the link of an order is sent again; false, and nothing is noted, when it was often enough. */
export async function noteSending(tx: Tx, orderId: string, { mostAnHour, mostADay }: SendingLimits): Promise<boolean> {
  const { rows } = await sql`
    update orders
       set tickets_sent_at = array(select at from unnest(tickets_sent_at) at where at > clock_timestamp() - interval '1 day' order by at) || clock_timestamp()
     where order_id = ${orderId}
       and (select count(*) < ${mostADay} and count(*) filter (where at > clock_timestamp() - interval '1 hour') < ${mostAnHour}
              from unnest(tickets_sent_at) at where at > clock_timestamp() - interval '1 day')
    returning order_id`.execute(tx);
  return rows.length > 0;
}

/** Orders that have seats on trips now, held or sold, locked in one order; as many a trip as a bus of some hundred stretches takes at the most. */
export async function lockOrdersOnTrips(tx: Tx, tripIds: readonly number[]): Promise<OrderRow[]> {
  const { rows } = await sql<OrderRow>`
    select ${columns} from orders
     where order_id in (select order_id from claims where trip_id = any (${tripIds}::bigint[]) and status in ('held', 'sold'))
     order by order_id for update`.execute(tx);
  return rows;
}

async function findWhere(tx: Tx, condition: RawBuilder<unknown>): Promise<OrderRow | undefined> {
  const { rows } = await sql<OrderRow>`select ${columns} from orders where ${condition}`.execute(tx);
  return rows[0];
}

export type Page = { readonly before: string | undefined; readonly limit: number };

/** Confirmed orders of an owner, newest first. Ids ascend in time. */
export async function listBoughtOrders(tx: Tx, ownerId: string, page: Page): Promise<OrderRow[]> {
  const { rows } = await sql<OrderRow>`
    select ${columns} from orders
     where owner_id = ${ownerId} and status = 'confirmed' and (${page.before ?? null}::uuid is null or order_id < ${page.before ?? null}::uuid)
     order by order_id desc
     limit ${page.limit}`.execute(tx);
  return rows;
}

export type CheckOut = {
  readonly orderId: string;
  readonly phone: string | null;
  readonly email: string | null;
  /** Kept from the first time on. */
  readonly link: string;
  /** Instead of the one it was held with, should another order have that. */
  readonly reference?: string;
  readonly paymentWindowMinutes: number;
};

/** Opens an order for payment, whose hold then lasts at least the payment window; once: repeating it changes only the contact. Undefined when the hold is over or the order is not held. */
export async function openForPayment(tx: Tx, checkOut: CheckOut): Promise<OrderRow | undefined> {
  const { rows } = await sql<OrderRow>`
    update orders
       set version = version + 1, status = 'checkout', link = coalesce(link, ${checkOut.link}),
           reference = coalesce(${checkOut.reference ?? null}, reference),
           contact_phone = ${checkOut.phone}, contact_email = ${checkOut.email},
           expires_at = case status when 'held'
             then greatest(expires_at, clock_timestamp() + make_interval(mins => ${checkOut.paymentWindowMinutes}::integer))
             else expires_at end
     where order_id = ${checkOut.orderId} and status in ('held', 'checkout') and expires_at > clock_timestamp()
    returning ${columns}`.execute(tx);
  return rows[0];
}

/** Whether the order's contact phone has at most so many seats on each of its trips, in all orders that wait for money or are paid. */
export async function phoneHasRoom(tx: Tx, orderId: string, most: number): Promise<boolean> {
  const { rows } = await sql<{ room: boolean }>`select phone_has_room(${orderId}, ${most}) as room`.execute(tx);
  return rows[0]?.room === true;
}

export type Extension = { readonly orderId: string; readonly key: string; readonly holdMinutes: number };

/** Lets a hold last a full time from now; undefined when it is over, not held any more, or was extended before. */
export async function extendHold(tx: Tx, { orderId, key, holdMinutes }: Extension): Promise<OrderRow | undefined> {
  const { rows } = await sql<OrderRow>`
    update orders
       set version = version + 1, extended_at = clock_timestamp(), extension_key = ${key},
           expires_at = greatest(expires_at, clock_timestamp() + make_interval(mins => ${holdMinutes}::integer))
     where order_id = ${orderId} and status = 'held' and extended_at is null and expires_at > clock_timestamp()
    returning ${columns}`.execute(tx);
  return rows[0];
}

/** Lets the passenger of a locked booking have all of the money back for so many minutes, but not when the bus has left. */
export async function letCancelFree(
  tx: Tx,
  order: OrderRow,
  { minutes, departsAt }: { readonly minutes: number; readonly departsAt: string },
): Promise<OrderRow> {
  const { rows } = await sql<{ until: Date }>`
    update orders
       set free_cancellation_until = least(clock_timestamp() + make_interval(mins => ${minutes}::integer), ${departsAt}::timestamptz)
     where order_id = ${order.orderId} returning free_cancellation_until as until`.execute(tx);
  return { ...order, freeCancellationUntil: rows[0]?.until ?? null };
}

/** Gives a locked order a state and the version that goes with it; the state it has already only raises the version. */
export async function setOrderStatus(tx: Tx, order: OrderRow, status: OrderStatus): Promise<OrderRow> {
  await sql`update orders set status = ${status}, version = version + 1 where order_id = ${order.orderId}`.execute(tx);
  return { ...order, status, version: order.version + 1 };
}
