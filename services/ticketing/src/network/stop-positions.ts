import { sql } from 'kysely';
import type { Tx } from '@safiri/runtime';

export type Position = { readonly latitude: number; readonly longitude: number };

/** Where stops are: of two trips of 256 stops at the most. */
export async function listStopPositions(tx: Tx, stopIds: readonly string[]): Promise<ReadonlyMap<string, Position>> {
  const { rows } = await sql<Position & { stopId: string }>`
    select stop_id as "stopId", latitude, longitude from stops where stop_id = any (${stopIds}::uuid[]) order by stop_id limit 512`.execute(
    tx,
  );
  return new Map(rows.map(({ stopId, ...position }) => [stopId, position]));
}
