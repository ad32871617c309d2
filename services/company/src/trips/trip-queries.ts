import { sql, type Kysely, type RawBuilder } from 'kysely';
import type { Static } from 'typebox';
import type { Trip as TripSchema, TripState } from '@safiri/contracts';
import type { Reach, Tx } from '@safiri/runtime';

export type Trip = Static<typeof TripSchema>;

/** No trip is on the road longer: a pattern of staff runs at most seven days, one of a feed three. */
const longestTripDays = 8;

/** The condition that a trip `t` is neither over nor cancelled at an instant. */
export function isStillToRun(now: Date): RawBuilder<boolean> {
  return sql<boolean>`t.status = 'scheduled' and t.departs_at > ${now}::timestamptz - make_interval(days => ${longestTripDays}::int)`;
}

export async function isPatternInUse(tx: Tx, patternId: string, now: Date): Promise<boolean> {
  const { rows } = await sql<{ inUse: boolean }>`
    select exists (select from trips t where t.pattern_id = ${patternId} and ${isStillToRun(now)}) as "inUse"`.execute(
    tx,
  );
  return rows[0]?.inUse === true;
}

export async function isLayoutInUse(tx: Tx, layoutId: string, now: Date): Promise<boolean> {
  const { rows } = await sql<{ inUse: boolean }>`
    select exists (select from trips t where t.layout_id = ${layoutId} and ${isStillToRun(now)}) as "inUse"`.execute(
    tx,
  );
  return rows[0]?.inUse === true;
}

/** What people call a trip `t`: its route, and where it begins and ends. */
const tripWords = sql`r.name as "routeName", f.name as "fromStop", l.name as "toStop"`;
const tripWordsTables = sql`
      join patterns p on p.pattern_id = t.pattern_id
      join routes r on r.route_id = p.route_id
      join stops f on f.stop_id = p.stop_ids[1]
      join stops l on l.stop_id = p.stop_ids[cardinality(p.stop_ids)]`;

/** Whether the trip calls at a stop, or a station, within the reach of a permission. */
function callsWithin({ everywhere, places }: Reach): RawBuilder<boolean> {
  if (everywhere && places.size === 0) return sql<boolean>`true`;
  return sql<boolean>`exists (
    select from stops s cross join lateral unnest(array[s.stop_id, s.station_id]) as place
     where s.stop_id = any(p.stop_ids) and place is not null
       and (place = any(${[...places]}::uuid[])) <> ${everywhere})`;
}

type TripRow = Omit<Trip, 'departsAt'> & { readonly departsAt: Date };

type TripPage = {
  readonly companyId: string;
  readonly serviceDate: string;
  readonly after: number;
  /** Only trips that call at one of these places, or at another place than these. */
  readonly reach: Reach;
  readonly limit: number;
};

/** Trips of a company on a service date, earliest first, behind the trip `after` (0: from the beginning). */
export async function listTripRows(executor: Kysely<unknown>, page: TripPage): Promise<Trip[]> {
  const { rows } = await sql<TripRow>`
    select t.trip_id as "tripId", t.company_id as "companyId", ${tripWords}, t.service_date as "serviceDate",
           t.departs_at as "departsAt", t.approximate, t.status
      from trips t ${tripWordsTables}
     where t.company_id = ${page.companyId} and t.service_date = ${page.serviceDate}
       and (${page.after} = 0 or (t.departs_at, t.trip_id) > (select a.departs_at, a.trip_id from trips a where a.trip_id = ${page.after}))
       and ${callsWithin(page.reach)}
     order by t.departs_at, t.trip_id
     limit ${page.limit}`.execute(executor);
  return rows.map(tripOf);
}

export type TripWords = Pick<Trip, 'routeName' | 'fromStop' | 'toStop'>;
export type LockedTrip = Required<Omit<TripState, 'departsAt'>> & TripWords & { readonly departsAt: Date };

/** The trip, locked until the transaction ends. */
export async function lockTrip(tx: Tx, tripId: number): Promise<LockedTrip | undefined> {
  const { rows } = await sql<LockedTrip>`
    select t.trip_id as "tripId", t.version, t.company_id as "companyId", t.pattern_id as "patternId", t.layout_id as "layoutId",
           t.service_date as "serviceDate", t.departs_at as "departsAt", t.approximate, t.status, ${tripWords}
      from trips t ${tripWordsTables}
     where t.trip_id = ${tripId} for update of t`.execute(tx);
  return rows[0];
}

/** Cancels a trip that is not cancelled yet; answers its new version. */
export async function writeCancellation(tx: Tx, tripId: number, reason: string): Promise<number> {
  const { rows } = await sql<{ version: number }>`
    update trips set status = 'cancelled', cancelled_because = ${reason}, version = version + 1
     where trip_id = ${tripId} and status = 'scheduled' returning version`.execute(tx);
  const [row] = rows;
  if (row === undefined) throw new Error(`Bug: trip ${tripId} was not locked before it was cancelled`);
  return row.version;
}

/** How many trips of a scheduled trip are still to depart. */
export async function countComingTrips(tx: Tx, scheduledTripId: string, now: Date): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from trips
     where scheduled_trip_id = ${scheduledTripId} and departs_at > ${now} and status = 'scheduled'`.execute(tx);
  return rows[0]?.count ?? 0;
}

function tripOf(row: TripRow): Trip {
  return { ...row, departsAt: row.departsAt.toISOString() };
}
