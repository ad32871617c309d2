import { sql } from 'kysely';
import type { listTripStops as operation, OutputOf } from '@safiri/contracts';
import type { Ctx } from '../context.ts';
import { stopTimes, type PatternStop } from '../network/stop-times.ts';

type Run = {
  readonly tripId: number;
  readonly routeName: string;
  readonly departsAt: Date;
  readonly stops: readonly PatternStop[];
};

const mostTrips = 20;

/** When these trips call at each of their stops; a trip that is not known is left out. */
export async function listTripStops(
  { db }: Pick<Ctx, 'db'>,
  tripIds: readonly number[],
): Promise<OutputOf<typeof operation>> {
  const { rows } = await sql<Run>`
    select t.trip_id as "tripId", p.route_name as "routeName", t.departs_at as "departsAt", s.stops
      from trips t
      join patterns p using (pattern_id)
      cross join lateral (
        select json_agg(json_build_object(
                 'stopId', s.stop_id, 'name', s.name, 'timeZone', s.time_zone, 'arriveSeconds', ps.arrive_seconds,
                 'departSeconds', ps.depart_seconds, 'boarding', ps.boarding, 'alighting', ps.alighting) order by ps.stop_index) as stops
          from pattern_stops ps join stops s using (stop_id)
         where ps.pattern_id = t.pattern_id) s
     where t.trip_id = any (${tripIds}::bigint[]) and s.stops is not null
     order by t.trip_id
     limit ${mostTrips}`.execute(db.kysely);
  return { trips: rows.map((run) => ({ tripId: run.tripId, routeName: run.routeName, stops: stopTimes(run) })) };
}
