import { sql } from 'kysely';
import type { Tx } from '@safiri/runtime';

export type ScheduledTripRow = {
  readonly scheduledTripId: string;
  readonly companyId: string;
  readonly patternId: string;
  readonly calendarId: string;
  /** Seconds of the service day; may pass 24 hours. */
  readonly startSeconds: number;
  /** Where not empty, these take the place of `startSeconds`. */
  readonly headwayStarts: readonly number[];
  /** Those of them that are only about then. */
  readonly approximateStarts: readonly number[];
  /** The path its feed draws for it. */
  readonly shapeKey: string | null;
  /** Null for what staff made. */
  readonly feedName: string | null;
  readonly feedKey: string | null;
};

/**
 * Writes scheduled trips of a feed; what changed is dated anew from today. The bus that staff assigned stays unless the
 * trip went to another company.
 */
export async function writeFeedScheduledTrips(tx: Tx, trips: readonly ScheduledTripRow[]): Promise<void> {
  await sql`
    insert into scheduled_trips (scheduled_trip_id, company_id, pattern_id, calendar_id, start_seconds, headway_starts, approximate_starts, shape_key, feed_name, feed_key)
    select r."scheduledTripId", r."companyId", r."patternId", r."calendarId", r."startSeconds", r."headwayStarts",
           r."approximateStarts", r."shapeKey", r."feedName", r."feedKey"
      from jsonb_to_recordset(${JSON.stringify(trips)}::jsonb) as r(
        "scheduledTripId" uuid, "companyId" uuid, "patternId" uuid, "calendarId" uuid, "startSeconds" int, "headwayStarts" int[],
        "approximateStarts" int[], "shapeKey" text, "feedName" text, "feedKey" text)
    on conflict (scheduled_trip_id) do update
       set company_id = excluded.company_id, pattern_id = excluded.pattern_id, calendar_id = excluded.calendar_id,
           start_seconds = excluded.start_seconds, headway_starts = excluded.headway_starts,
           approximate_starts = excluded.approximate_starts, shape_key = excluded.shape_key,
           bus_id = case when scheduled_trips.company_id = excluded.company_id then scheduled_trips.bus_id end,
           retired = false, dated_until = '-infinity'
     where (scheduled_trips.company_id, scheduled_trips.pattern_id, scheduled_trips.calendar_id, scheduled_trips.start_seconds,
            scheduled_trips.headway_starts, scheduled_trips.approximate_starts, scheduled_trips.shape_key, scheduled_trips.retired)
           is distinct from
           (excluded.company_id, excluded.pattern_id, excluded.calendar_id, excluded.start_seconds, excluded.headway_starts,
            excluded.approximate_starts, excluded.shape_key, false)`.execute(tx);
}

/** Dates the scheduled trips of changed calendars anew: days that were added to them get their trips. */
export async function redateCalendars(tx: Tx, calendarIds: readonly string[]): Promise<void> {
  await sql`
    update scheduled_trips set dated_until = '-infinity'
     where calendar_id = any (${calendarIds}::uuid[]) and dated_until <> '-infinity'`.execute(tx);
}

export type PresentScheduledTrip = ScheduledTripRow & { readonly busId: string | null };

/** The scheduled trip, locked until the transaction ends. */
export async function lockScheduledTrip(tx: Tx, scheduledTripId: string): Promise<PresentScheduledTrip | undefined> {
  const { rows } = await sql<PresentScheduledTrip>`
    select scheduled_trip_id as "scheduledTripId", company_id as "companyId", pattern_id as "patternId",
           calendar_id as "calendarId", start_seconds as "startSeconds", headway_starts as "headwayStarts",
           approximate_starts as "approximateStarts", shape_key as "shapeKey", bus_id as "busId",
           feed_name as "feedName", feed_key as "feedKey"
      from scheduled_trips where scheduled_trip_id = ${scheduledTripId} for update`.execute(tx);
  return rows[0];
}

export async function writeScheduledTrip(
  tx: Tx,
  trip: Omit<PresentScheduledTrip, 'feedName' | 'feedKey' | 'shapeKey' | 'approximateStarts'>,
): Promise<void> {
  await sql`
    insert into scheduled_trips (scheduled_trip_id, company_id, pattern_id, calendar_id, start_seconds, headway_starts, bus_id)
    values (${trip.scheduledTripId}, ${trip.companyId}, ${trip.patternId}, ${trip.calendarId}, ${trip.startSeconds},
            ${trip.headwayStarts}::int[], ${trip.busId})
    on conflict (scheduled_trip_id) do update
       set pattern_id = excluded.pattern_id, calendar_id = excluded.calendar_id, start_seconds = excluded.start_seconds,
           headway_starts = excluded.headway_starts, bus_id = excluded.bus_id, retired = false, dated_until = '-infinity'
     where scheduled_trips.company_id = excluded.company_id
       and (scheduled_trips.pattern_id, scheduled_trips.calendar_id, scheduled_trips.start_seconds,
            scheduled_trips.headway_starts, scheduled_trips.bus_id, scheduled_trips.retired)
           is distinct from
           (excluded.pattern_id, excluded.calendar_id, excluded.start_seconds, excluded.headway_starts, excluded.bus_id, false)`.execute(
    tx,
  );
}
