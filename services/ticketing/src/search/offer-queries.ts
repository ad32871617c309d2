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
  /** Seats that cannot be had on this stretch now. */
  readonly taken: number;
};

/**
 * Stops → rides (a pattern that calls at both, in this order, with a fare) → trips whose departure there falls on the asked
 * date. The asked local day becomes a span of departures at the first stop, so each ride reads one range of an index. A day
 * has up to 25 hours, and where clocks change at midnight it may begin twice: the span has two hours to spare on both sides,
 * and what local clocks show then decides. A trip with several rides is offered once, on that of fewest legs, the earlier of equals.
 *
 * At most 100 trips are listed: more in a day between two places than anyone reads to the end.
 */
const text = `
with boarding as materialized (
  select ps.pattern_id, ps.stop_index, ps.arrive_seconds, ps.depart_seconds, ps.stop_id, s.name, s.time_zone,
         ps.depart_seconds * interval '1 second' as after_start, $3::date::timestamp at time zone s.time_zone as midnight
    from stops s
    join pattern_stops ps on ps.stop_id = s.stop_id and ps.boarding
   where (s.stop_id = $1 or s.station_id = $1) and not s.removed
), alighting as materialized (
  select ps.pattern_id, ps.stop_index, ps.arrive_seconds, ps.depart_seconds, ps.stop_id, s.name, s.time_zone
    from stops s
    join pattern_stops ps on ps.stop_id = s.stop_id and ps.alighting
   where (s.stop_id = $2 or s.station_id = $2) and not s.removed
), rides as materialized (
  select p.pattern_id, p.company_id, c.name as company_name, p.route_name,
         b.after_start, b.midnight - b.after_start - interval '2 hours' as earliest, b.midnight - b.after_start + interval '27 hours' as latest,
         b.stop_index as from_index, b.stop_id as from_stop_id, b.name as from_name, b.time_zone as from_time_zone,
         b.arrive_seconds as from_arrive_seconds, b.depart_seconds as from_depart_seconds,
         a.stop_index as to_index, a.stop_id as to_stop_id, a.name as to_name, a.time_zone as to_time_zone,
         a.arrive_seconds as to_arrive_seconds, a.depart_seconds as to_depart_seconds,
         f.currency,
         -- Not joined: planned as a join it may read the fares from every stop of the pattern.
         (select m.amounts_minor[a.stop_index - b.stop_index]
            from boarding_fares m
           where m.pattern_id = b.pattern_id and m.from_index = b.stop_index) as fare_minor
    from boarding b
    join alighting a on a.pattern_id = b.pattern_id and a.stop_index > b.stop_index
    join patterns p on p.pattern_id = b.pattern_id and not p.removed
    join companies c on c.company_id = p.company_id
    join fares f on f.pattern_id = p.pattern_id and f.stop_count = p.stop_count
), offers as (
  select distinct on (t.trip_id)
         t.trip_id, t.departs_at, t.departs_at + r.after_start as leaves_at, l.capacity,
         r.company_id, r.company_name, r.route_name, r.fare_minor, r.currency,
         r.from_index, r.from_stop_id, r.from_name, r.from_time_zone, r.from_arrive_seconds, r.from_depart_seconds,
         r.to_index, r.to_stop_id, r.to_name, r.to_time_zone, r.to_arrive_seconds, r.to_depart_seconds
    from rides r
    join trips t on t.pattern_id = r.pattern_id and t.departs_at >= r.earliest and t.departs_at < r.latest
    join layouts l on l.layout_id = t.layout_id
   where r.fare_minor is not null and t.status = 'scheduled'
     and t.departs_at + r.after_start > now()
     and ((t.departs_at + r.after_start) at time zone r.from_time_zone)::date = $3::date
   order by t.trip_id, r.to_index - r.from_index, r.from_index
), listed as materialized (
  select trip_id, company_id, company_name, route_name, departs_at, leaves_at,
         from_index, from_stop_id, from_name, from_time_zone, from_arrive_seconds, from_depart_seconds,
         to_index, to_stop_id, to_name, to_time_zone, to_arrive_seconds, to_depart_seconds, fare_minor, currency, capacity
    from offers
   order by leaves_at, trip_id
   limit 100
)
select trip_id, company_id, company_name, route_name, departs_at,
       from_index, from_stop_id, from_name, from_time_zone, from_arrive_seconds, from_depart_seconds,
       to_index, to_stop_id, to_name, to_time_zone, to_arrive_seconds, to_depart_seconds, fare_minor, currency, capacity, taken
  from listed
  join count_taken_seats(array(select trip_id from listed), array(select from_index from listed), array(select to_index from listed)) using (trip_id)
 order by leaves_at, trip_id`;

export async function listOffers(db: Database, search: TripSearch): Promise<OfferRow[]> {
  // Straight to the driver, for a named statement: planning so many tables takes ten times as long as answering, and is done once a connection.
  const { rows } = await db.pool.query<OfferRow>({
    name: 'search-trips',
    text,
    values: [search.from, search.to, search.date],
  });
  return rows;
}
