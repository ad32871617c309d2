import { sql, type Kysely } from 'kysely';
import type { SeatLayout } from '@safiri/contracts';
import { DomainError } from '@safiri/kernel';
import type { PatternStop } from './stop-times.ts';
import type { StretchFares } from './stretch-fare.ts';

/** All that selling, showing and printing a seat on a trip needs to know of it. */
export type TripOnSale = {
  readonly tripId: number;
  /** Raised by every change of the trip itself; its pattern, fares and layout have versions of their own. */
  readonly version: number;
  readonly companyId: string;
  readonly companyName: string;
  readonly companyPhone: string | null;
  readonly patternId: string;
  readonly routeName: string;
  readonly serviceDate: string;
  /** Departure at the first stop. */
  readonly departsAt: Date;
  /** It departs about then. */
  readonly approximate: boolean;
  readonly status: 'scheduled' | 'cancelled';
  /** True when its pattern was taken out of the timetable, or its company may not sell: nothing more is sold, what was sold is still shown. */
  readonly patternRemoved: boolean;
  readonly stops: readonly PatternStop[];
  /** Null while no fares fit the pattern: nothing can be sold. */
  readonly fares: StretchFares | null;
  readonly layout: SeatLayout;
  /** Whether its company sells the seat beside a woman who travels alone to women. */
  readonly womenBesideWomen: boolean;
  /** Versions of trip, pattern, fares and layout, as `decide_holds` compares them: a sale planned from other ones is planned again. */
  readonly facts: string;
};

/** More than any order holds; a longer list is a bug of the caller. */
const mostTrips = 100;

/** The trips of these ids that are known, ascending by id, cancelled ones too. A trip is known once its company, pattern, stops and layout are. */
export async function listTripsOnSale(executor: Kysely<unknown>, tripIds: readonly number[]): Promise<TripOnSale[]> {
  const { rows } = await sql<TripOnSale>`
    select t.trip_id as "tripId", t.version, t.company_id as "companyId", c.name as "companyName", c.phone as "companyPhone",
           t.pattern_id as "patternId", p.route_name as "routeName", t.service_date as "serviceDate", t.departs_at as "departsAt",
           t.approximate, t.status, p.removed or exists (select from company_standings n where n.company_id = t.company_id and not n.selling) as "patternRemoved", s.stops, f.fares, l.layout,
           exists (select from sale_rules r where r.company_id = t.company_id and r.women_beside_women) as "womenBesideWomen",
           concat_ws('.', t.version, p.version, f.version, l.version) as facts
      from trips t
      join companies c on c.company_id = t.company_id
      join patterns p on p.pattern_id = t.pattern_id
      join layouts l on l.layout_id = t.layout_id
      cross join lateral (
        select count(*) as stop_count,
               json_agg(json_build_object(
                 'stopId', s.stop_id, 'name', s.name, 'timeZone', s.time_zone, 'arriveSeconds', ps.arrive_seconds,
                 'departSeconds', ps.depart_seconds, 'boarding', ps.boarding, 'alighting', ps.alighting) order by ps.stop_index) as stops
          from pattern_stops ps
          join stops s on s.stop_id = ps.stop_id
         where ps.pattern_id = t.pattern_id) s
      left join lateral (
        select f.version,
               case when f.stop_count = p.stop_count then json_build_object('currency', f.currency, 'amountsMinor', (
                 select json_agg(b.amounts_minor order by b.from_index) from boarding_fares b where b.pattern_id = f.pattern_id)) end as fares
          from fares f
         where f.pattern_id = t.pattern_id) f on true
     where t.trip_id = any (${tripIds}::bigint[]) and s.stop_count = p.stop_count
     order by t.trip_id
     limit ${mostTrips}`.execute(executor);
  return rows;
}

export async function findTripOnSale(executor: Kysely<unknown>, tripId: number): Promise<TripOnSale | undefined> {
  return (await listTripsOnSale(executor, [tripId]))[0];
}

/** As `findTripOnSale`, but a trip that is not known is refused with NOT_FOUND. */
export async function getTripOnSale(executor: Kysely<unknown>, tripId: number): Promise<TripOnSale> {
  const trip = await findTripOnSale(executor, tripId);
  if (trip === undefined) throw noSuchTrip();
  return trip;
}

export function noSuchTrip(): DomainError {
  return new DomainError('NOT_FOUND', 'There is no such trip.');
}
