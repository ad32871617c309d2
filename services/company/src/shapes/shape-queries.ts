import { sql, type Kysely } from 'kysely';
import type { Tx } from '@safiri/runtime';

/** A path on the ground under the key its feed has for it. */
export type ShapeRow = { readonly feedKey: string; readonly points: string };

/** Takes away what a feed said before, so that what it says now can be written. */
export async function clearShapes(tx: Tx, feedName: string): Promise<void> {
  await sql`delete from shapes where feed_name = ${feedName}`.execute(tx);
}

export async function insertShapes(tx: Tx, feedName: string, shapes: readonly ShapeRow[]): Promise<void> {
  await sql`
    insert into shapes (feed_name, feed_key, points)
    select ${feedName}, r."feedKey", r.points
      from jsonb_to_recordset(${JSON.stringify(shapes)}::jsonb) as r("feedKey" text, points text)`.execute(tx);
}

export type TripPathRow = {
  /** The path its feed draws; null where it draws none. */
  readonly points: string | null;
  /** Longitude, latitude, longitude, latitude … of the stops in order. */
  readonly stops: readonly number[];
};

export async function findTripPath(executor: Kysely<unknown>, tripId: number): Promise<TripPathRow | undefined> {
  const { rows } = await sql<TripPathRow>`
    select x.points,
           (select jsonb_agg(place order by at.index, place_index)
              from unnest(p.stop_ids) with ordinality as at(stop_id, index)
              join stops s on s.stop_id = at.stop_id
             cross join lateral unnest(array[s.longitude, s.latitude]) with ordinality as places(place, place_index)) as stops
      from trips t
      join patterns p on p.pattern_id = t.pattern_id
      join scheduled_trips e on e.scheduled_trip_id = t.scheduled_trip_id
      -- A trip that was dated on an earlier pattern is not drawn where the present one runs.
      left join shapes x on x.feed_name = e.feed_name and x.feed_key = e.shape_key and e.pattern_id = t.pattern_id
     where t.trip_id = ${tripId}`.execute(executor);
  return rows[0];
}
