import { sql } from 'kysely';
import type { StopState } from '@safiri/contracts';
import type { Tx } from '@safiri/runtime';

/** A stop or station as its feed describes it. */
export type FeedStop = Required<Omit<StopState, 'version' | 'removed'>> & { readonly feedKey: string };

/** Writes stops of a feed; answers the ids of those that are new or differ from what stood here. Stations come before their stops. */
export async function writeFeedStops(tx: Tx, feedName: string, stops: readonly FeedStop[]): Promise<string[]> {
  const { rows } = await sql<{ stopId: string }>`
    insert into stops (stop_id, kind, name, other_names, latitude, longitude, time_zone, station_id, feed_name, feed_key)
    select r."stopId", r.kind, r.name, r."otherNames", r.latitude, r.longitude, r."timeZone", r."stationId", ${feedName}, r."feedKey"
      from jsonb_to_recordset(${JSON.stringify(stops)}::jsonb) as r(
        "stopId" uuid, kind text, name text, "otherNames" text[], latitude float8, longitude float8, "timeZone" text, "stationId" uuid,
        "feedKey" text)
    on conflict (stop_id) do update
       set kind = excluded.kind, name = excluded.name, other_names = excluded.other_names, latitude = excluded.latitude,
           longitude = excluded.longitude, time_zone = excluded.time_zone, station_id = excluded.station_id, retired = false, removed = false,
           version = stops.version + 1
     where (stops.kind, stops.name, stops.other_names, stops.latitude, stops.longitude, stops.time_zone, stops.station_id, stops.retired)
           is distinct from
           (excluded.kind, excluded.name, excluded.other_names, excluded.latitude, excluded.longitude, excluded.time_zone,
            excluded.station_id, false)
    returning stop_id as "stopId"`.execute(tx);
  return rows.map((row) => row.stopId);
}

export type StationPlace = Pick<FeedStop, 'name' | 'latitude' | 'longitude' | 'feedKey'>;

/** Half a kilometre north and south: the largest bus parks are about as long. */
const sharedWithinDegrees = 0.0045;

/**
 * Those of a feed's stations that an earlier feed has brought already, by name and place: passengers know one bus park,
 * whoever's timetable calls there. Answers the id of the elder by the feed's key; the feed's own is then not needed.
 */
export async function findSharedStations(
  tx: Tx,
  feedName: string,
  stations: readonly StationPlace[],
): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ feedKey: string; stopId: string }>`
    with found as (
    select distinct on (r."feedKey") r."feedKey", s.stop_id
      from jsonb_to_recordset(${JSON.stringify(stations)}::jsonb) as r("feedKey" text, name text, latitude float8, longitude float8)
      join stops s on s.name = r.name and s.kind = 'station' and not s.removed and s.feed_name <> ${feedName}
       and abs(s.latitude - r.latitude) <= ${sharedWithinDegrees} and abs(s.longitude - r.longitude) <= ${sharedWithinDegrees}
      left join stops own on own.feed_name = ${feedName} and own.feed_key = r."feedKey" and not own.removed
     -- Ids grow with time: of two that stand here already the elder stays, whichever feed comes again first.
     where own.stop_id is null or s.stop_id < own.stop_id
     order by r."feedKey", s.stop_id)
    select f."feedKey", s.stop_id as "stopId" from found f join stops s on s.stop_id = f.stop_id
     where not s.removed order by s.stop_id for share of s`.execute(tx);
  return new Map(rows.map((row) => [row.feedKey, row.stopId]));
}

export async function listStopStates(tx: Tx, stopIds: readonly string[]): Promise<StopState[]> {
  const { rows } = await sql<StopState>`
    select stop_id as "stopId", version, removed, kind, name, latitude, longitude, time_zone as "timeZone",
           station_id as "stationId", other_names as "otherNames"
      from stops where stop_id = any (${stopIds}::uuid[]) order by stop_id`.execute(tx);
  return rows;
}

export type HaltingStop = { readonly stopId: string; readonly latitude: number; readonly longitude: number };

/** Those of the stops where a bus may halt, held as they are until the transaction ends. */
export async function lockHaltingStops(tx: Tx, stopIds: readonly string[]): Promise<HaltingStop[]> {
  const { rows } = await sql<HaltingStop>`
    select stop_id as "stopId", latitude, longitude
      from stops where stop_id = any (${stopIds}::uuid[]) and kind = 'stop' and not removed
     order by stop_id for share`.execute(tx);
  return rows;
}

/** No pattern halts at stop `s`, and no stop belongs to it. */
const isIdle = sql<boolean>`
  not exists (select from patterns p where not p.removed and p.stop_ids @> array[s.stop_id])
  and not exists (select from stops child where child.station_id = s.stop_id and not child.removed)`;

/** Retired stops and stations that nothing needs any more and nobody else holds, held from now on. */
export async function lockIdleStops(tx: Tx, limit: number): Promise<string[]> {
  const { rows } = await sql<{ stopId: string }>`
    select s.stop_id as "stopId" from stops s where s.retired and not s.removed and ${isIdle}
     order by s.stop_id limit ${limit} for update skip locked`.execute(tx);
  return rows.map((row) => row.stopId);
}

/**
 * Removes those of the stops that are idle still; answers their ids. A statement after the one that locks them, so that
 * it sees every pattern whose writer had held them before.
 */
export async function removeIdleStops(tx: Tx, stopIds: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ stopId: string }>`
    update stops s set removed = true, version = version + 1 where s.stop_id = any (${stopIds}::uuid[]) and ${isIdle}
    returning s.stop_id as "stopId"`.execute(tx);
  return rows.map((row) => row.stopId);
}
