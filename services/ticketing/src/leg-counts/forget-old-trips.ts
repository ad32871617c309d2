import { sql } from 'kysely';
import { asService, transaction, type Database, type Job, type Tx } from '@safiri/runtime';

/** Trips in one step. */
const stepTrips = 500;
/** Until then somebody may look for what they missed; what was sold is kept for good. */
const keepDays = 60;

/** Where the walk through old trips has come to. */
type Place = { readonly departedAt: string; readonly tripId: number };
const beginning: Place = { departedAt: '-infinity', tripId: 0 };

type OldTrip = Place & { readonly forgettable: boolean };

/**
 * Removes trips that arrived two months ago and that nobody has a claim on, with their seats and counts. Trips that were sold
 * stay, and there are more of them every day: the walk goes on after them, and begins anew an hour after its end.
 */
export function forgetOldTrips({ db }: { readonly db: Database }): Job {
  let place = beginning;
  return {
    name: 'forget-old-trips',
    everySeconds: 3_600,
    run: async () => {
      const trips = await transaction(db, asService, async (tx) => await forgetStep(tx, place));
      const last = trips.at(-1);
      const more = last !== undefined && trips.length === stepTrips;
      place = more ? last : beginning;
      return more;
    },
  };
}

async function forgetStep(tx: Tx, after: Place): Promise<readonly OldTrip[]> {
  const trips = await listOldTrips(tx, after);
  const gone = trips.filter((trip) => trip.forgettable).map((trip) => trip.tripId);
  if (gone.length > 0) await sql`select forget_trips(${gone}::bigint[])`.execute(tx);
  return trips;
}

/** Trips that left long ago, in the order of their departure. */
async function listOldTrips(tx: Tx, after: Place): Promise<readonly OldTrip[]> {
  const { rows } = await sql<OldTrip>`
    select t.trip_id as "tripId", t.departs_at::text as "departedAt",
           not exists (select from claims c where c.trip_id = t.trip_id)
             and t.departs_at < now() - make_interval(days => ${keepDays}::integer)
               - coalesce((select max(arrive_seconds) from pattern_stops ps where ps.pattern_id = t.pattern_id), 0) * interval '1 second'
             as forgettable
      from trips t
     where t.departs_at < now() - make_interval(days => ${keepDays}::integer)
       and (t.departs_at, t.trip_id) > (${after.departedAt}::timestamptz, ${after.tripId}::bigint)
     order by t.departs_at, t.trip_id
     limit ${stepTrips}`.execute(tx);
  return rows;
}
