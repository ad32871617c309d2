import type { SeatLayout } from '@safiri/contracts';
import type { Database } from '@safiri/runtime';
import type { PatternStop } from './stop-times.ts';
import type { StretchFares } from './stretch-fare.ts';
import type { TripOnSale } from './trip-queries.ts';

/** What is a trip's own, and which pattern and layout the rest is read from. */
export type TripHead = Omit<TripOnSale, 'stops' | 'fares' | 'layout'> & {
  readonly layoutId: string;
  readonly patternVersion: string;
  readonly layoutVersion: string;
};

/** A part that many trips share; `version` is as their heads name it. */
export type Versioned<Part> = { readonly id: string; readonly version: string; readonly part: Part };

export type PatternPart = { readonly stops: readonly PatternStop[]; readonly fares: StretchFares | null };

const heads = {
  name: 'trip-heads',
  text: `
    select t.trip_id as "tripId", t.version, t.company_id as "companyId", c.name as "companyName", c.phone as "companyPhone",
           t.pattern_id as "patternId", p.route_name as "routeName", t.service_date as "serviceDate", t.departs_at as "departsAt",
           t.approximate, t.status,
           p.removed or exists (select from company_standings n where n.company_id = t.company_id and not n.selling) as "patternRemoved", t.layout_id as "layoutId", concat_ws('.', p.version, f.version) as "patternVersion",
           l.version::text as "layoutVersion", concat_ws('.', t.version, p.version, f.version, l.version) as facts
      from trips t
      join companies c on c.company_id = t.company_id
      join patterns p on p.pattern_id = t.pattern_id
      join layouts l on l.layout_id = t.layout_id
      left join fares f on f.pattern_id = t.pattern_id
     where t.trip_id = any ($1::bigint[])`,
};

export async function listTripHeads(db: Database, tripIds: readonly number[]): Promise<TripHead[]> {
  return (await db.pool.query<TripHead>({ ...heads, values: [tripIds] })).rows;
}

const patterns = {
  name: 'pattern-parts',
  text: `
    select p.pattern_id as id, concat_ws('.', p.version, f.version) as version,
           json_build_object('stops', s.stops, 'fares', case when f.stop_count = p.stop_count then
             json_build_object('currency', f.currency, 'amountsMinor', (
               select json_agg(b.amounts_minor order by b.from_index) from boarding_fares b where b.pattern_id = p.pattern_id)) end) as part
      from patterns p
      left join fares f on f.pattern_id = p.pattern_id
     cross join lateral (
        select count(*) as stop_count,
               json_agg(json_build_object(
                 'stopId', s.stop_id, 'name', s.name, 'timeZone', s.time_zone, 'arriveSeconds', ps.arrive_seconds,
                 'departSeconds', ps.depart_seconds, 'boarding', ps.boarding, 'alighting', ps.alighting) order by ps.stop_index) as stops
          from pattern_stops ps
          join stops s on s.stop_id = ps.stop_id
         where ps.pattern_id = p.pattern_id) s
     where p.pattern_id = any ($1::uuid[]) and s.stop_count = p.stop_count`,
};

/** Patterns whose stops are all known. */
export async function listPatternParts(db: Database, patternIds: readonly string[]): Promise<Versioned<PatternPart>[]> {
  if (patternIds.length === 0) return [];
  return (await db.pool.query<Versioned<PatternPart>>({ ...patterns, values: [patternIds] })).rows;
}

const layouts = {
  name: 'layout-parts',
  text: 'select layout_id as id, version::text as version, layout as part from layouts where layout_id = any ($1::uuid[])',
};

export async function listLayoutParts(db: Database, layoutIds: readonly string[]): Promise<Versioned<SeatLayout>[]> {
  if (layoutIds.length === 0) return [];
  return (await db.pool.query<Versioned<SeatLayout>>({ ...layouts, values: [layoutIds] })).rows;
}
