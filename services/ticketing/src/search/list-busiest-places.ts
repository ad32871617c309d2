import { sql } from 'kysely';
import type { Place } from '@safiri/contracts';
import type { Ctx } from '../context.ts';

/** The places most routes stop at, a station counting for all its stops: something to choose from before anything is typed. */
export async function listBusiestPlaces(ctx: Pick<Ctx, 'db'>, limit: number): Promise<Place[]> {
  const { rows } = await sql<Place>`
    with served as (
      select coalesce(s.station_id, s.stop_id) as stop_id, count(distinct p.route_id) as routes
        from pattern_stops ps
        join patterns p on p.pattern_id = ps.pattern_id and not p.removed
        join stops s on s.stop_id = ps.stop_id and not s.removed
       where ps.boarding or ps.alighting
       group by 1
       order by routes desc, 1
       limit ${limit}
    )
    select s.stop_id as "stopId", s.name, s.kind, s.latitude, s.longitude, array[]::text[] as companies
      from served
      join stops s using (stop_id)
     where not s.removed
     order by served.routes desc, s.name_folded, s.stop_id`.execute(ctx.db.kysely);
  return rows;
}
