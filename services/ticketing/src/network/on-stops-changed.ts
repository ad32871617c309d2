import { sql } from 'kysely';
import type { PayloadOf, stopsChanged } from '@safiri/contracts';
import type { Tx } from '@safiri/runtime';
import { foldName } from './fold-name.ts';
import { newestMembers } from './newest-members.ts';

/** Keeps the stops and stations that passengers search by; a removed one stays as a tombstone for tickets that name it. */
export async function onStopsChanged(tx: Tx, payload: PayloadOf<typeof stopsChanged>): Promise<void> {
  const stops = newestMembers(payload.stops, (stop) => stop.stopId).map((stop) => ({
    ...stop,
    nameFolded: foldName(stop.name),
  }));
  await sql`
    insert into stops as t (stop_id, version, removed, kind, name, name_folded, other_names, latitude, longitude, time_zone, station_id)
    select "stopId", version, removed, kind, name, "nameFolded", coalesce("otherNames", '{}'), latitude, longitude, "timeZone", "stationId"
      from jsonb_to_recordset(${JSON.stringify(stops)}::jsonb) as x (
           "stopId" uuid, version bigint, removed boolean, kind text, name text, "nameFolded" text, "otherNames" text[],
           latitude double precision, longitude double precision, "timeZone" text, "stationId" uuid)
    on conflict (stop_id) do update
       set version = excluded.version, removed = excluded.removed, kind = excluded.kind, name = excluded.name,
           name_folded = excluded.name_folded, other_names = excluded.other_names, latitude = excluded.latitude,
           longitude = excluded.longitude, time_zone = excluded.time_zone, station_id = excluded.station_id
     where excluded.version >= t.version`.execute(tx);
}
