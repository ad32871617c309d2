import type { Database } from '@safiri/runtime';

export type TripSearch = { readonly from: string; readonly to: string; readonly date: string };

/** A trip from one place to another, as the database answers it. */
export type OfferRow = {
  readonly trip_id: number;
  readonly company_id: string;
  readonly company_name: string;
  readonly route_name: string;
  readonly departs_at: Date;
  readonly from_index: number;
  readonly from_stop_id: string;
  readonly from_name: string;
  readonly from_time_zone: string;
  readonly from_arrive_seconds: number;
  readonly from_depart_seconds: number;
  readonly to_index: number;
  readonly to_stop_id: string;
  readonly to_name: string;
  readonly to_time_zone: string;
  readonly to_arrive_seconds: number;
  readonly to_depart_seconds: number;
  readonly fare_minor: number;
  readonly currency: string;
  readonly capacity: number;
  readonly taken: number;
};

/**
 * Stops → rides (a pattern that calls at both, in this order, with a fare) → trips whose departure there falls on the asked
 * date. The asked local day becomes a span of departures at the first stop, so each ride reads one range of an index. The
 * span is two hours wider on both sides, because where clocks change at midnight it comes twice or not at all; what local
 * clocks show then decides. A trip with several rides is offered once, on that of fewest legs, the earlier of equals.
 */
const text = `
with boarding as materialized (
  select stop_id, name, time_zone,
         $3::date::timestamp at time zone time_zone - interval '2 hours' as earliest,
         ($3::date + 1)::timestamp at time zone time_zone + interval '2 hours' as latest
    from stops
   where (stop_id = $1 or station_id = $1) and not removed
), alighting as materialized (
  select stop_id, name, time_zone
    from stops
   where (stop_id = $2 or station_id = $2) and not removed
), rides as materialized (
  select f.pattern_id, p.company_id, c.name as company_name, p.route_name,
         b.earliest - f.depart_seconds * interval '1 second' as earliest, b.latest - f.depart_seconds * interval '1 second' as latest,
         f.stop_index as from_index, f.stop_id as from_stop_id, b.name as from_name, b.time_zone as from_time_zone,
         f.arrive_seconds as from_arrive_seconds, f.depart_seconds as from_depart_seconds,
         g.stop_index as to_index, g.stop_id as to_stop_id, a.name as to_name, a.time_zone as to_time_zone,
         g.arrive_seconds as to_arrive_seconds, g.depart_seconds as to_depart_seconds,
         m.amounts_minor[g.stop_index - f.stop_index] as fare_minor, r.currency
    from boarding b
    join pattern_stops f on f.stop_id = b.stop_id and f.boarding
    join pattern_stops g on g.pattern_id = f.pattern_id and g.stop_index > f.stop_index and g.alighting
    join alighting a on a.stop_id = g.stop_id
    join patterns p on p.pattern_id = f.pattern_id and not p.removed
    join companies c on c.company_id = p.company_id
    join fares r on r.pattern_id = p.pattern_id and r.stop_count = p.stop_count
    join boarding_fares m on m.pattern_id = f.pattern_id and m.from_index = f.stop_index
   where m.amounts_minor[g.stop_index - f.stop_index] is not null
), offers as (
  select distinct on (t.trip_id)
         t.trip_id, t.departs_at, t.departs_at + r.from_depart_seconds * interval '1 second' as leaves_at, l.capacity,
         r.company_id, r.company_name, r.route_name, r.fare_minor, r.currency,
         r.from_index, r.from_stop_id, r.from_name, r.from_time_zone, r.from_arrive_seconds, r.from_depart_seconds,
         r.to_index, r.to_stop_id, r.to_name, r.to_time_zone, r.to_arrive_seconds, r.to_depart_seconds
    from rides r
    join trips t on t.pattern_id = r.pattern_id and t.departs_at >= r.earliest and t.departs_at < r.latest
    join layouts l on l.layout_id = t.layout_id
   where t.status = 'scheduled'
     and t.departs_at + r.from_depart_seconds * interval '1 second' > now()
     and ((t.departs_at + r.from_depart_seconds * interval '1 second') at time zone r.from_time_zone)::date = $3::date
   order by t.trip_id, r.to_index - r.from_index, r.from_index
)
select trip_id, company_id, company_name, route_name, departs_at,
       from_index, from_stop_id, from_name, from_time_zone, from_arrive_seconds, from_depart_seconds,
       to_index, to_stop_id, to_name, to_time_zone, to_arrive_seconds, to_depart_seconds,
       fare_minor, currency, capacity, 0 as taken
  from offers
 order by leaves_at, trip_id
 limit 100`;

/** At most 100 trips, earliest departure first: more in a day between two places than any list is read to its end. */
export async function listOffers(db: Database, search: TripSearch): Promise<OfferRow[]> {
  // Straight to the driver: a named statement is parsed and planned once a connection, which is half of its time.
  const { rows } = await db.pool.query<OfferRow>({ name: 'search-trips', text, values: [search.from, search.to, search.date] });
  return rows;
}
