import { sql } from 'kysely';
import { asService, transaction, type Job, type ServiceDeps } from '@safiri/runtime';
import { tellSeatChanges } from '../seat-map/seat-changes-channel.ts';

/** Some tens of milliseconds of work; the trips of a step stay locked that long, for others that count. */
const stepChanges = 5_000;

type Counted = { readonly counted: number; readonly tripIds: readonly number[] };

/**
 * Adds what the seat functions told to the counts of each leg, which searches read, and tells who shows seat maps: the database
 * does so to who listens there, and we to who listens elsewhere. Four times a second: a list of trips is never more than a
 * second old.
 */
export function countLegs({ db, memory }: Pick<ServiceDeps, 'db' | 'memory'>): Job {
  const { fanOut } = memory;
  return {
    name: 'count-legs',
    everySeconds: 0.25,
    run: async () => {
      if (fanOut === undefined) return (await count(db)) === stepChanges;
      const { counted, tripIds } = await countAndList(db);
      await tellSeatChanges(fanOut, tripIds);
      return counted === stepChanges;
    },
  };
}

async function count(db: ServiceDeps['db']): Promise<number | undefined> {
  const { rows } = await sql<{ counted: number }>`select count_legs(${stepChanges}::integer) as counted`.execute(
    db.kysely,
  );
  return rows[0]?.counted;
}

/** With the trips whose counts it changed. */
async function countAndList(db: ServiceDeps['db']): Promise<Counted> {
  return await transaction(db, asService, async (tx) => {
    const { rows } = await sql<{ counted: number }>`select count_legs(${stepChanges}::integer) as counted`.execute(tx);
    const { counted = 0 } = rows[0] ?? {};
    if (counted === 0) return { counted, tripIds: [] };
    const changed = await sql<{ tripId: number }>`
      select unnest(trip_ids) as "tripId" from search_changes
       where told_by = pg_current_xact_id() and subject = 'seats'`.execute(tx);
    return { counted, tripIds: changed.rows.map(({ tripId }) => tripId) };
  });
}
