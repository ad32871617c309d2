import { sql } from 'kysely';
import type { Tx } from '@safiri/runtime';

/**
 * A booking is confirmed while none of its trips is being cancelled, and the other way round: who confirms shares the
 * trips' rows, who cancels has the row alone. Locks in this service are taken in one order: trips, orders, seats, claims.
 */
export async function shareTrips(tx: Tx, tripIds: readonly number[]): Promise<void> {
  await sql`select from trips where trip_id = any (${tripIds}::bigint[]) order by trip_id for share`.execute(tx);
}

export async function lockTrip(tx: Tx, tripId: number): Promise<void> {
  await sql`select from trips where trip_id = ${tripId} for update`.execute(tx);
}

/** Of these trips, those that do not run by what is kept of them, locked. */
export async function lockCancelledTrips(tx: Tx, tripIds: readonly number[]): Promise<number[]> {
  const { rows } = await sql<{ tripId: number }>`
    select trip_id as "tripId" from trips
     where trip_id = any (${tripIds}::bigint[]) and status = 'cancelled' order by trip_id for update`.execute(tx);
  return rows.map((row) => row.tripId);
}
