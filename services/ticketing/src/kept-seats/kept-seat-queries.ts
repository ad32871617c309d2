import { sql, type Kysely } from 'kysely';
import type { KeptSeats, SeatHad, SeatLayout } from '@safiri/contracts';
import type { Tx } from '@safiri/runtime';

export type KeptRow = Omit<KeptSeats, 'keptAt'> & { readonly keptAt: Date; readonly fingerprint: string | null };

const columns = sql`
  kept_id as "keptId", trip_id as "tripId", layout_id as "layoutId", seats, kept_for as "keptFor", minutes_before as "minutesBefore",
  reason, kept_by as "keptBy", kept_at as "keptAt", fingerprint`;

export type NewKept = Omit<KeptSeats, 'keptAt'> & {
  readonly companyId: string;
  readonly idempotencyKey: string;
  readonly fingerprint: string;
};

/** Keeps seats; undefined when this key kept some before. */
export async function insertKept(tx: Tx, kept: NewKept): Promise<KeptRow | undefined> {
  const { rows } = await sql<KeptRow>`
    insert into kept_seats (kept_id, company_id, trip_id, layout_id, seats, kept_for, minutes_before, reason, kept_by, idempotency_key, fingerprint)
    values (${kept.keptId}, ${kept.companyId}, ${kept.tripId}, ${kept.layoutId}, ${kept.seats}::smallint[], ${kept.keptFor},
            ${kept.minutesBefore}, ${kept.reason}, ${kept.keptBy}, ${kept.idempotencyKey}, ${kept.fingerprint})
    on conflict (company_id, kept_by, idempotency_key) do nothing
    returning ${columns}`.execute(tx);
  return rows[0];
}

export type KeptKey = Pick<NewKept, 'companyId' | 'keptBy' | 'idempotencyKey'>;

export async function findKeptByKey(tx: Tx, key: KeptKey): Promise<KeptRow | undefined> {
  const { rows } = await sql<KeptRow>`
    select ${columns} from kept_seats
     where company_id = ${key.companyId} and kept_by = ${key.keptBy} and idempotency_key = ${key.idempotencyKey}`.execute(
    tx,
  );
  return rows[0];
}

/** How many times seats of the same trip, or of the same layout, are kept. */
export async function countKeptBeside(tx: Tx, { tripId, layoutId }: KeptRow): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from kept_seats where trip_id = ${tripId} or layout_id = ${layoutId}`.execute(tx);
  return rows[0]?.count ?? 0;
}

export type KeptPage = {
  readonly companyId: string;
  readonly tripId: number | undefined;
  readonly layoutId: string | undefined;
  readonly before: string | undefined;
  readonly limit: number;
};

/** Newest first. Ids ascend in time. */
export async function listKept(tx: Tx, page: KeptPage): Promise<KeptRow[]> {
  const [tripId, layoutId, before] = [page.tripId ?? null, page.layoutId ?? null, page.before ?? null];
  const { rows } = await sql<KeptRow>`
    select ${columns} from kept_seats
     where company_id = ${page.companyId}
       and (${tripId}::bigint is null or trip_id = ${tripId}::bigint)
       and (${layoutId}::uuid is null or layout_id = ${layoutId}::uuid)
       and (${before}::uuid is null or kept_id < ${before}::uuid)
     order by kept_id desc
     limit ${page.limit}`.execute(tx);
  return rows;
}

/** For what it is kept: one trip, or all of a layout. */
export async function findKept(tx: Tx, keptId: string): Promise<Pick<KeptRow, 'tripId'> | undefined> {
  const { rows } = await sql<Pick<KeptRow, 'tripId'>>`
    select trip_id as "tripId" from kept_seats where kept_id = ${keptId}`.execute(tx);
  return rows[0];
}

/** Answers what was given back; undefined where there was nothing. */
export async function deleteKept(tx: Tx, keptId: string): Promise<KeptRow | undefined> {
  const { rows } = await sql<KeptRow>`delete from kept_seats where kept_id = ${keptId} returning ${columns}`.execute(
    tx,
  );
  return rows[0];
}

/** Waits for holds of these seats that are being decided; later ones see what the caller has kept once it commits. */
export async function waitForSeats(tx: Tx, tripId: number, seats: readonly number[]): Promise<void> {
  await sql`select wait_for_seats(${tripId}, ${seats}::smallint[])`.execute(tx);
}

export type HadRow = Omit<SeatHad, 'heldUntil'> & { readonly heldUntil: Date | null };

/** A bus-full of seats, each ridden by five passengers one after another. */
const mostHad = 1000;

/** Who has these seats of a trip now, judged by time. */
export async function listHad(tx: Tx, tripId: number, seats: readonly number[]): Promise<HadRow[]> {
  const { rows } = await sql<HadRow>`
    select c.seat, c.from_stop as "from", c.to_stop as "to", c.status, case c.status when 'held' then c.expires_at end as "heldUntil",
           c.order_id as "orderId", o.reference
      from claims c
      join orders o on o.order_id = c.order_id
     where c.trip_id = ${tripId} and c.seat = any (${seats}::smallint[])
       and (c.status = 'sold' or (c.status = 'held' and c.expires_at > clock_timestamp()))
     order by c.seat, c.from_stop
     limit ${mostHad}`.execute(tx);
  return rows;
}

export type Drawing = { readonly companyId: string; readonly layout: SeatLayout };

/** The layout of a trip, or a layout by its id; public facts. */
export async function findDrawing(
  executor: Kysely<unknown>,
  of: { readonly tripId: number } | { readonly layoutId: string },
): Promise<Drawing | undefined> {
  const { rows } =
    'tripId' in of
      ? await sql<Drawing>`
          select t.company_id as "companyId", l.layout from trips t join layouts l on l.layout_id = t.layout_id
           where t.trip_id = ${of.tripId}`.execute(executor)
      : await sql<Drawing>`
          select company_id as "companyId", layout from layouts where layout_id = ${of.layoutId}`.execute(executor);
  return rows[0];
}
