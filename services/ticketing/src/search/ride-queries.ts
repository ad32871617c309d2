import type { Database } from '@safiri/runtime';

/** A stop of a pattern: seconds count from the departure at the first stop. */
export type Call = {
  readonly stopId: string;
  readonly index: number;
  readonly name: string;
  readonly timeZone: string;
  readonly arriveSeconds: number;
  readonly departSeconds: number;
};

/** A pattern on which one may ride from the one place to the other, with the fare. */
export type Ride = {
  readonly patternId: string;
  readonly companyId: string;
  readonly companyName: string;
  readonly routeName: string;
  readonly fareMinor: number;
  readonly currency: string;
  readonly from: Call;
  readonly to: Call;
};

export type Connection = { readonly fromKnown: boolean; readonly toKnown: boolean; readonly rides: readonly Ride[] };

/**
 * Stops → patterns that call at both, in this order, with a fare. Of a pattern with several such rides (two stops of a
 * station) that of fewest legs comes first, then the earlier one.
 */
const text = `
with boarding as materialized (
  select ps.pattern_id, ps.stop_index, ps.arrive_seconds, ps.depart_seconds, ps.stop_id, s.name, s.time_zone
    from stops s
    join pattern_stops ps on ps.stop_id = s.stop_id and ps.boarding
   where (s.stop_id = $1 or s.station_id = $1) and not s.removed
), alighting as materialized (
  select ps.pattern_id, ps.stop_index, ps.arrive_seconds, ps.depart_seconds, ps.stop_id, s.name, s.time_zone
    from stops s
    join pattern_stops ps on ps.stop_id = s.stop_id and ps.alighting
   where (s.stop_id = $2 or s.station_id = $2) and not s.removed
), rides as (
  select p.pattern_id, p.company_id, c.name as company_name, p.route_name, f.currency,
         -- Not joined: planned as a join it may read the fares from every stop of the pattern.
         (select m.amounts_minor[a.stop_index - b.stop_index]
            from boarding_fares m
           where m.pattern_id = b.pattern_id and m.from_index = b.stop_index) as fare_minor,
         b.stop_index as from_index, a.stop_index as to_index,
         json_build_object('stopId', b.stop_id, 'index', b.stop_index, 'name', b.name, 'timeZone', b.time_zone,
                           'arriveSeconds', b.arrive_seconds, 'departSeconds', b.depart_seconds) as from_call,
         json_build_object('stopId', a.stop_id, 'index', a.stop_index, 'name', a.name, 'timeZone', a.time_zone,
                           'arriveSeconds', a.arrive_seconds, 'departSeconds', a.depart_seconds) as to_call
    from boarding b
    join alighting a on a.pattern_id = b.pattern_id and a.stop_index > b.stop_index
    join patterns p on p.pattern_id = b.pattern_id and not p.removed
    join companies c on c.company_id = p.company_id
    join fares f on f.pattern_id = p.pattern_id and f.stop_count = p.stop_count
)
select exists (select from stops where stop_id = $1 and not removed) as "fromKnown",
       exists (select from stops where stop_id = $2 and not removed) as "toKnown",
       (select coalesce(json_agg(json_build_object(
                 'patternId', pattern_id, 'companyId', company_id, 'companyName', company_name, 'routeName', route_name,
                 'fareMinor', fare_minor, 'currency', currency, 'from', from_call, 'to', to_call)
                 order by to_index - from_index, from_index, pattern_id), '[]')
          from rides where fare_minor is not null) as rides`;

/** How one gets from a place to another, whatever the day. */
export async function findConnection(db: Database, from: string, to: string): Promise<Connection> {
  // Straight to the driver, for a named statement: planning so many tables takes ten times as long as answering, and is done once a connection.
  const { rows } = await db.pool.query<Connection>({ name: 'find-connection', text, values: [from, to] });
  return rows[0] ?? { fromKnown: false, toKnown: false, rides: [] };
}
