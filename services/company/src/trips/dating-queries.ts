import { sql } from 'kysely';
import type { TripState } from '@safiri/contracts';
import type { Tx } from '@safiri/runtime';
import type { NewTrip, Undated } from './plan-trips.ts';

/** A time zone and the last service date that is to be on sale there. */
export type ZoneHorizon = { readonly timeZone: string; readonly lastDate: string };

const undatedColumns = sql`
  s.scheduled_trip_id as "scheduledTripId", s.company_id as "companyId", s.pattern_id as "patternId",
  coalesce(b.layout_id, d.layout_id) as "layoutId", c.time_zone as "timeZone", s.start_seconds as "startSeconds",
  s.headway_starts as "headwayStarts", s.approximate_starts as "approximateStarts", p.arrive_seconds[cardinality(p.arrive_seconds)] as "runningSeconds",
  nullif(s.dated_until, '-infinity') as "datedUntil", k.calendar_id as "calendarId", k.weekdays,
  k.first_date as "firstDate", k.last_date as "lastDate", to_jsonb(k.added) as added, to_jsonb(k.removed) as removed`;

const undatedTables = sql`
  scheduled_trips s
  join companies c on c.company_id = s.company_id
  join patterns p on p.pattern_id = s.pattern_id
  join calendars k on k.calendar_id = s.calendar_id
  left join buses b on b.bus_id = s.bus_id
  left join layouts d on d.company_id = s.company_id and d.is_default`;

/**
 * Scheduled trips whose dates end before the horizon of their time zone, those furthest behind first, held until the
 * transaction ends. Rows that another process holds are its own.
 */
export async function claimUndated(tx: Tx, horizons: readonly ZoneHorizon[], limit: number): Promise<Undated[]> {
  const latest =
    horizons
      .map((horizon) => horizon.lastDate)
      .toSorted()
      .at(-1) ?? '-infinity';
  const { rows } = await sql<Undated>`
    select ${undatedColumns} from ${undatedTables}
      join unnest(${horizons.map((horizon) => horizon.timeZone)}::text[], ${horizons.map((horizon) => horizon.lastDate)}::date[])
           as h(time_zone, last_date) on h.time_zone = c.time_zone
     where not s.retired and c.status = 'active' and s.dated_until < ${latest}::date and s.dated_until < h.last_date
       and coalesce(b.layout_id, d.layout_id) is not null
     order by s.dated_until, s.scheduled_trip_id
     limit ${limit} for update of s skip locked`.execute(tx);
  return rows;
}

/** One scheduled trip that the transaction holds already. */
export async function getUndated(tx: Tx, scheduledTripId: string): Promise<Undated[]> {
  const { rows } = await sql<Undated>`
    select ${undatedColumns} from ${undatedTables}
     where s.scheduled_trip_id = ${scheduledTripId} and c.status = 'active' and coalesce(b.layout_id, d.layout_id) is not null`.execute(
    tx,
  );
  return rows;
}

/**
 * Makes the trips and answers them, by service date and departure. A service date on which the scheduled trip has trips
 * already is left as it is: what was dated keeps its times, whatever the timetable says now.
 */
export async function insertTrips(tx: Tx, trips: readonly NewTrip[]): Promise<TripState[]> {
  const { rows } = await sql<Omit<TripState, 'departsAt'> & { departsAt: Date }>`
    with made as (
      insert into trips (company_id, scheduled_trip_id, pattern_id, layout_id, service_date, headway_start, departs_at, approximate)
      select r."companyId", r."scheduledTripId", r."patternId", r."layoutId", r."serviceDate", r."headwayStart", r."departsAt",
             r.approximate
        from jsonb_to_recordset(${JSON.stringify(trips)}::jsonb) as r(
          "companyId" uuid, "scheduledTripId" uuid, "patternId" uuid, "layoutId" uuid, "serviceDate" date, "headwayStart" int,
          "departsAt" timestamptz, approximate boolean)
       where not exists (
         select from trips t where t.scheduled_trip_id = r."scheduledTripId" and t.service_date = r."serviceDate")
       order by r."serviceDate", r."departsAt", r."scheduledTripId"
      on conflict do nothing
      returning trip_id, version, company_id, pattern_id, layout_id, service_date, departs_at, approximate, status)
    select trip_id as "tripId", version, company_id as "companyId", pattern_id as "patternId", layout_id as "layoutId",
           service_date as "serviceDate", departs_at as "departsAt", approximate, status
      from made order by service_date, trip_id`.execute(tx);
  return rows.map((row) => ({ ...row, departsAt: row.departsAt.toISOString() }));
}

/** Remembers up to which service date each scheduled trip has its trips. */
export async function writeDatedUntil(
  tx: Tx,
  dated: readonly { scheduledTripId: string; datedUntil: string }[],
): Promise<void> {
  await sql`
    update scheduled_trips s set dated_until = r."datedUntil"
      from jsonb_to_recordset(${JSON.stringify(dated)}::jsonb) as r("scheduledTripId" uuid, "datedUntil" date)
     where s.scheduled_trip_id = r."scheduledTripId"`.execute(tx);
}
