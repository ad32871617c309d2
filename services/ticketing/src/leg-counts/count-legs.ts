import { sql } from 'kysely';
import type { Database, Job } from '@safiri/runtime';

/** Some tens of milliseconds of work; the trips of a step stay locked that long, for others that count. */
const stepChanges = 5_000;

/**
 * Adds what the seat functions told to the counts of each leg, which searches read, and tells who shows seat maps. Four times a
 * second: a list of trips is never more than a second old.
 */
export function countLegs({ db }: { readonly db: Database }): Job {
  return {
    name: 'count-legs',
    everySeconds: 0.25,
    run: async () => {
      const { rows } = await sql<{ counted: number }>`select count_legs(${stepChanges}::integer) as counted`.execute(
        db.kysely,
      );
      return rows[0]?.counted === stepChanges;
    },
  };
}
