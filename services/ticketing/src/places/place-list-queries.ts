import type { Place } from '@safiri/contracts';
import type { Database } from '@safiri/runtime';

/** A place as its row has it. */
export type ListedPlace = {
  readonly placeId: string;
  readonly kind: Place['kind'];
  readonly name: string;
  readonly otherNames: readonly string[];
  readonly latitude: number;
  readonly longitude: number;
  readonly timeZone: string;
  /** Of a stop. */
  readonly stationId: string | null;
  /** Stations and stops without one that buses serve; of areas only. */
  readonly members: readonly string[] | null;
  readonly companies: readonly string[];
  /** How many patterns serve it, and how many trips of the next seven days do. */
  readonly patterns: number;
  readonly departures: number;
};

/** A third of a kilobyte each, with what is made of it: 30 MB. No country has as many stops of intercity buses. */
export const mostPlaces = 50_000;
/** What a place's line has room for. */
const companiesShown = 5;

const text = `
with ahead as (
  select pattern_id, count(*) as trips from trips
   where status = 'scheduled' and departs_at >= now() and departs_at < now() + interval '7 days'
   group by pattern_id
), calls as (
  select distinct ps.stop_id, p.pattern_id, c.name as company, coalesce(a.trips, 0) as trips
    from pattern_stops ps
    join patterns p on p.pattern_id = ps.pattern_id and not p.removed
    join companies c on c.company_id = p.company_id
    left join ahead a on a.pattern_id = p.pattern_id
   where (ps.boarding or ps.alighting)
     and not exists (select from company_standings n where n.company_id = p.company_id and not n.selling)
), served as (
  -- A pattern that serves two stops of a place serves the place once.
  select m.place_id, c.pattern_id, c.company, c.trips from place_stops m join calls c using (stop_id) group by 1, 2, 3, 4
), summed as (
  select place_id, count(*)::integer as patterns, sum(trips)::integer as departures,
         (array_agg(distinct company order by company))[:${companiesShown}] as companies
    from served group by place_id
), named as (
  select stop_id as place_id, kind, name, other_names, latitude, longitude, time_zone, station_id, null::uuid[] as members
    from stops where not removed
  union all
  select a.area_id, a.kind, a.name, a.other_names, a.latitude, a.longitude, m.time_zone, null, m.members
    from areas a
    join lateral (
      select mode() within group (order by s.time_zone) as time_zone, array_agg(distinct coalesce(s.station_id, s.stop_id)) as members
        from place_stops ps join stops s using (stop_id)
       where ps.place_id = a.area_id and exists (select from calls c where c.stop_id = s.stop_id)
    ) m on m.members is not null
)
select n.place_id as "placeId", n.kind, n.name, n.other_names as "otherNames", n.latitude, n.longitude, n.time_zone as "timeZone",
       n.station_id as "stationId", n.members, coalesce(s.companies, '{}') as companies, coalesce(s.patterns, 0) as patterns,
       coalesce(s.departures, 0) as departures
  from named n
  left join summed s using (place_id)
 order by departures desc, patterns desc, array_position('{town,district,station,stop}', n.kind), n.place_id
 limit ${mostPlaces}`;

/** Every place of the network, the busiest first. */
export async function listEveryPlace(db: Database): Promise<ListedPlace[]> {
  const { rows } = await db.pool.query<ListedPlace>({ name: 'list-every-place', text });
  return rows;
}
