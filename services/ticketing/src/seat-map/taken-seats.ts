import { sql } from 'kysely';
import type { Database } from '@safiri/runtime';
import type { Stretch } from '../holds/stretch.ts';

export type TripStretch = Stretch & { readonly tripId: number };

/** For each stretch the seats that cannot be had on it now, ascending. A hold that is over by the database's clock takes nothing. */
export async function listTakenSeats(db: Database, stretches: readonly TripStretch[]): Promise<number[][]> {
  const { rows } = await sql<{ item: number; seat: number }>`
    select item, seat
      from taken_seats(${stretches.map((each) => each.tripId)}::bigint[], ${stretches.map((each) => each.from)}::smallint[],
                       ${stretches.map((each) => each.to)}::smallint[])
     order by item, seat`.execute(db.kysely);
  const seats = stretches.map((): number[] => []);
  for (const row of rows) seats[row.item - 1]?.push(row.seat);
  return seats;
}
