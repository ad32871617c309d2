import { sql } from 'kysely';
import type { TripState } from '@safiri/contracts';
import type { Tx } from '@safiri/runtime';

/** Keeps the newest state of each trip; an older one that arrives late changes nothing. */
export async function keepTrips(tx: Tx, trips: readonly TripState[]): Promise<void> {
  await sql`
    insert into trips (trip_id, version, company_id, status)
    select "tripId", version, "companyId", status
      from jsonb_to_recordset(${JSON.stringify(trips)}::jsonb) as x("tripId" bigint, version bigint, "companyId" uuid, status text)
    on conflict (trip_id) do update set version = excluded.version, company_id = excluded.company_id, status = excluded.status
      where excluded.version >= trips.version`.execute(tx);
}
