import { sql } from 'kysely';
import type { WaitingStatus } from '@safiri/contracts';
import type { Tx } from '@safiri/runtime';

export type WaitingRow = {
  readonly entryId: string;
  readonly queueNumber: number;
  readonly version: number;
  readonly tripId: number;
  readonly companyId: string;
  readonly ownerId: string;
  readonly fingerprint: string;
  readonly from: number;
  readonly to: number;
  readonly seats: number;
  readonly contactPhone: string | null;
  readonly contactEmail: string | null;
  readonly locale: string;
  readonly reducedMobility: boolean;
  readonly womenOnly: boolean;
  /** As it is now: an offer may be over or paid that the job has not come to yet. */
  readonly status: WaitingStatus;
  readonly orderId: string | null;
  /** When the offer ends; null while there is none. */
  readonly offeredUntil: Date | null;
  readonly joinedAt: Date;
};

const statusNow = sql`
  case when e.status <> 'offered' then e.status
       when o.status = 'confirmed' then 'taken'
       when o.status in ('held', 'checkout') and o.expires_at > clock_timestamp() then 'offered'
       else 'over' end`;

const selected = sql`
  select e.entry_id as "entryId", e.queue_number as "queueNumber", e.version, e.trip_id as "tripId", e.company_id as "companyId",
         e.owner_id as "ownerId", e.fingerprint, e.from_stop as "from", e.to_stop as "to", e.seats, e.contact_phone as "contactPhone",
         e.contact_email as "contactEmail", e.locale, e.reduced_mobility as "reducedMobility", e.women_only as "womenOnly",
         ${statusNow} as status, e.order_id as "orderId", o.expires_at as "offeredUntil", e.joined_at as "joinedAt"
    from waiting_entries e
    left join orders o on o.order_id = e.order_id`;

export async function findEntry(tx: Tx, entryId: string): Promise<WaitingRow | undefined> {
  return (await sql<WaitingRow>`${selected} where e.entry_id = ${entryId}`.execute(tx)).rows[0];
}

/** Entries of a trip that wait or are offered seats, in the order of its line. */
export async function listLive(tx: Tx, tripId: number, most: number): Promise<WaitingRow[]> {
  const { rows } = await sql<WaitingRow>`
    ${selected} where e.trip_id = ${tripId} and ${statusNow} in ('waiting', 'offered')
     order by e.queue_number limit ${most}`.execute(tx);
  return rows;
}

/** Also makes others who would change the entry wait for this transaction. */
export async function lockEntry(tx: Tx, entryId: string): Promise<WaitingRow | undefined> {
  return (await sql<WaitingRow>`${selected} where e.entry_id = ${entryId} for update of e`.execute(tx)).rows[0];
}

export async function findEntryByKey(tx: Tx, ownerId: string, key: string): Promise<WaitingRow | undefined> {
  return (await sql<WaitingRow>`${selected} where e.owner_id = ${ownerId} and e.idempotency_key = ${key}`.execute(tx))
    .rows[0];
}

export type NewEntry = Pick<
  WaitingRow,
  | 'entryId'
  | 'tripId'
  | 'companyId'
  | 'ownerId'
  | 'fingerprint'
  | 'from'
  | 'to'
  | 'seats'
  | 'contactPhone'
  | 'contactEmail'
  | 'locale'
  | 'reducedMobility'
  | 'womenOnly'
> & { readonly idempotencyKey: string };

/** Answers false where its owner waits for seats on that stretch already. */
export async function insertEntry(tx: Tx, entry: NewEntry): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into waiting_entries (entry_id, trip_id, company_id, owner_id, idempotency_key, fingerprint, from_stop, to_stop, seats,
                                 contact_phone, contact_email, locale, reduced_mobility, women_only)
    values (${entry.entryId}, ${entry.tripId}, ${entry.companyId}, ${entry.ownerId}, ${entry.idempotencyKey}, ${entry.fingerprint},
            ${entry.from}, ${entry.to}, ${entry.seats}, ${entry.contactPhone}, ${entry.contactEmail}, ${entry.locale},
            ${entry.reducedMobility}, ${entry.womenOnly})
    on conflict (owner_id, trip_id, from_stop, to_stop) where status in ('waiting', 'offered') do nothing`.execute(tx);
  return numAffectedRows === 1n;
}

/** Lets those who join a trip's line, and those who are one person, do so one after the other: numbers are in order of time, limits hold. */
export async function takeTurn(tx: Tx, of: { readonly tripId: number; readonly ownerId: string }): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`waiting for trip ${of.tripId}`}, 0))`.execute(tx);
  await sql`select pg_advisory_xact_lock(hashtextextended(${`waiting ${of.ownerId}`}, 0))`.execute(tx);
}

export type Line = { readonly onTrip: number; readonly ofPerson: number };

/** How many wait for the trip, and in how many lines this person stands: this owner, phone, or address. */
export async function countWaiting(tx: Tx, entry: NewEntry): Promise<Line> {
  const { rows } = await sql<Line>`
    select on_trip as "onTrip", of_person as "ofPerson"
      from count_waiting(${entry.tripId}, ${entry.ownerId}, ${entry.contactPhone}, ${entry.contactEmail})`.execute(tx);
  return rows[0] ?? { onTrip: 0, ofPerson: 0 };
}

/** How many seats this person could be given on the stretch now, by the clock, after all who wait. */
export async function countFree(tx: Tx, entry: NewEntry): Promise<number> {
  const may = entry.reducedMobility ? ['reduced-mobility'] : [];
  const { rows } = await sql<{ free: number }>`
    select count(*) as free
      from trips t join layout_seats l on l.layout_id = t.layout_id
     where t.trip_id = ${entry.tripId}
       and l.seat not in (
         select seat from taken_seats_for(array[${entry.tripId}]::bigint[], array[${entry.from}]::smallint[], array[${entry.to}]::smallint[],
                                          ${may}::text[], ${entry.womenOnly}))`.execute(tx);
  return rows[0]?.free ?? 0;
}

/** Place in the line of its trip, from 1. */
export async function placeOf(tx: Tx, entry: WaitingRow): Promise<number> {
  const { rows } = await sql<{ before: number }>`
    select count_waiting_before(${entry.tripId}, ${entry.queueNumber}) as before`.execute(tx);
  return (rows[0]?.before ?? 0) + 1;
}

export async function withdraw(tx: Tx, entryId: string): Promise<void> {
  await sql`
    update waiting_entries set status = 'withdrawn', version = version + 1, ended_at = clock_timestamp()
     where entry_id = ${entryId}`.execute(tx);
}

/** A trip that somebody waits for, and who is to be offered seats on it now. */
export type NextOffer = { readonly tripId: number; readonly entryId: string | null };

/** The next trips by their id, as many as asked for. */
export async function nextOffers(
  tx: Tx,
  from: { readonly after: number; readonly most: number },
): Promise<NextOffer[]> {
  const { rows } = await sql<NextOffer>`
    select trip_id as "tripId", entry_id as "entryId" from next_offers(${from.after}, ${from.most}) order by trip_id`.execute(
    tx,
  );
  return rows;
}

/** Whether this transaction alone makes offers of the trip now; several processes look at the same trips. */
export async function mayOffer(tx: Tx, tripId: number): Promise<boolean> {
  const { rows } = await sql<{ mine: boolean }>`
    select pg_try_advisory_xact_lock(hashtextextended(${`offers of trip ${tripId}`}, 0)) as mine`.execute(tx);
  return rows[0]?.mine === true;
}

/** Answers the version the entry has from now on. */
export async function markOffered(tx: Tx, entryId: string, orderId: string): Promise<number> {
  const { rows } = await sql<{ version: number }>`
    update waiting_entries set status = 'offered', order_id = ${orderId}, version = version + 1
     where entry_id = ${entryId} returning version`.execute(tx);
  return rows[0]?.version ?? 0;
}

/** Until then the entry keeps no seats from anybody, and is not offered any. */
export async function letRest(tx: Tx, entryId: string, seconds: number): Promise<void> {
  await sql`
    update waiting_entries set rests_until = clock_timestamp() + make_interval(secs => ${seconds}) where entry_id = ${entryId}`.execute(
    tx,
  );
}

/** Ends entries whose offer was paid or is over, at most so many; answers how many. */
export async function settleOffers(tx: Tx, most: number): Promise<number> {
  const { numAffectedRows } = await sql`
    update waiting_entries w set status = s.status, version = w.version + 1, ended_at = clock_timestamp()
      from (select e.entry_id, ${statusNow} as status
              from waiting_entries e left join orders o on o.order_id = e.order_id
             where e.status = 'offered' and ${statusNow} <> 'offered'
             limit ${most} for update of e skip locked) s
     where w.entry_id = s.entry_id`.execute(tx);
  return Number(numAffectedRows ?? 0n);
}

/** Ends entries of these trips that nobody can serve any more: the bus has left their stop, or does not run. */
export async function endLines(tx: Tx, tripIds: readonly number[]): Promise<number> {
  const { numAffectedRows } = await sql`
    update waiting_entries set status = 'over', version = version + 1, ended_at = clock_timestamp()
     where entry_id in (
       select e.entry_id from waiting_entries e
        where e.status = 'waiting' and e.trip_id = any (${tripIds}::bigint[])
          and not exists (
            select from trips t join pattern_stops b on b.pattern_id = t.pattern_id and b.stop_index = e.from_stop
             where t.trip_id = e.trip_id and t.status = 'scheduled'
               and t.departs_at + b.depart_seconds * interval '1 second' > clock_timestamp())
        for update of e skip locked)`.execute(tx);
  return Number(numAffectedRows ?? 0n);
}

export type Old = { readonly hours: number; readonly most: number };

/** Removes entries that ended so long ago, with their contacts and keys; answers how many. */
export async function forgetEntries(tx: Tx, { hours, most }: Old): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from waiting_entries where entry_id in (
      select entry_id from waiting_entries where ended_at <= clock_timestamp() - make_interval(hours => ${hours}::integer)
       order by ended_at limit ${most} for update skip locked)`.execute(tx);
  return Number(numAffectedRows ?? 0n);
}
