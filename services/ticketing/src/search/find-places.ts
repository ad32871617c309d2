import { sql } from 'kysely';
import type { findPlaces as operation, OutputOf, Place, QueryOf } from '@safiri/contracts';
import type { Ctx } from '../context.ts';
import { foldName } from '../network/fold-name.ts';
import { listBusiestPlaces } from './list-busiest-places.ts';

/** Eight lines fill a phone's list below the keyboard. */
const usualLimit = 8;
/** What a place's line has room for. */
const companiesShown = 5;

/** Stops and stations by what a person types: names that begin with it first, then those with a word that does, then those that contain it. */
export async function findPlaces(
  ctx: Pick<Ctx, 'db'>,
  query: QueryOf<typeof operation>,
): Promise<OutputOf<typeof operation>> {
  const folded = foldName(query.text);
  if (query.text.trim() === '') return { places: await listBusiestPlaces(ctx, query.limit ?? usualLimit) };
  if (folded === '') return { places: [] };
  // Folded text holds no character that means anything to LIKE.
  const { rows } = await sql<Place>`
    with found as materialized (
      select stop_id, name, name_folded, kind, latitude, longitude, station_id,
             case when name_folded like ${`${folded}%`} then 0 when name_folded like ${`% ${folded}%`} then 1 else 2 end as rank
        from stops
       where name_folded like ${`%${folded}%`} and not removed
    ), shown as (
      -- Where the text names the station, the station stands for its stops: searching from it finds departures at each.
      select s.stop_id, s.name, s.name_folded, s.kind, s.latitude, s.longitude, s.rank
        from found s
       where not exists (select from found station where station.stop_id = s.station_id)
       order by s.rank, s.kind = 'stop', s.name_folded, s.stop_id
       limit ${query.limit ?? usualLimit}
    )
    select stop_id as "stopId", name, kind, latitude, longitude,
           array(select distinct c.name
                   from stops at
                   join pattern_stops ps on ps.stop_id = at.stop_id
                   join patterns p on p.pattern_id = ps.pattern_id and not p.removed
                   join companies c on c.company_id = p.company_id
                  where at.stop_id = shown.stop_id or at.station_id = shown.stop_id
                  order by c.name
                  limit ${companiesShown}) as companies
      from shown
     order by rank, kind = 'stop', name_folded, stop_id`.execute(ctx.db.kysely);
  return { places: rows };
}
