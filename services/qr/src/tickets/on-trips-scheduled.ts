import { sql } from 'kysely';
import type { TripState } from '@safiri/contracts';
import type { Tx } from '@safiri/runtime';

/** Keeps the newest state of each trip; an older one that arrives late changes nothing. */
export async function keepTrips(tx: Tx, trips: readonly TripState[]): Promise<void> {
  await sql`
    insert into trips (trip_id, version, company_id, status, pattern_id)
    select "tripId", version, "companyId", status, "patternId"
      from jsonb_to_recordset(${JSON.stringify(trips)}::jsonb) as x("tripId" bigint, version bigint, "companyId" uuid, status text, "patternId" uuid)
    on conflict (trip_id) do update set version = excluded.version, company_id = excluded.company_id, status = excluded.status,
           pattern_id = excluded.pattern_id
      where excluded.version >= trips.version`.execute(tx);
}
