import { sql } from 'kysely';
import type { PayloadOf, TripState, tripCancelled, tripsScheduled } from '@safiri/contracts';
import type { Tx } from '@safiri/runtime';
import { newestMembers } from './newest-members.ts';

/** Puts dated trips on sale; each (trip, version) of the batch stands for itself. */
export async function onTripsScheduled(tx: Tx, payload: PayloadOf<typeof tripsScheduled>): Promise<void> {
  await keepTrips(tx, payload.trips);
}

/** Takes a trip off sale. The event carries the whole trip, so it may overtake the one that scheduled it. */
export async function onTripCancelled(tx: Tx, payload: PayloadOf<typeof tripCancelled>): Promise<void> {
  await keepTrips(tx, [payload.trip]);
}

async function keepTrips(tx: Tx, members: readonly TripState[]): Promise<void> {
  const trips = newestMembers(members, (trip) => trip.tripId);
  await sql`
    insert into trips as t (trip_id, version, company_id, pattern_id, layout_id, service_date, departs_at, approximate, status)
    select "tripId", version, "companyId", "patternId", "layoutId", "serviceDate", "departsAt", coalesce(approximate, false), status
      from jsonb_to_recordset(${JSON.stringify(trips)}::jsonb) as x (
           "tripId" bigint, version bigint, "companyId" uuid, "patternId" uuid, "layoutId" uuid, "serviceDate" date, "departsAt" timestamptz,
           approximate boolean, status text)
    on conflict (trip_id) do update
       set version = excluded.version, company_id = excluded.company_id, pattern_id = excluded.pattern_id, layout_id = excluded.layout_id,
           service_date = excluded.service_date, departs_at = excluded.departs_at, approximate = excluded.approximate,
           status = excluded.status
     where excluded.version >= t.version`.execute(tx);
}
