import { sql } from 'kysely';
import type { Amenity, listTripBuses as operation, OutputOf, SeatLayout, TripBus } from '@safiri/contracts';
import type { Ctx } from '../context.ts';
import { layoutSeats } from '../holds/layout-seats.ts';

/** More kinds of seats than any coach has. */
const mostClasses = 10;
const mostBuses = 100;

/** What the buses of these trips have, as their layouts say; a trip that is not known is in none. */
export async function listTripBuses(
  { db }: Pick<Ctx, 'db'>,
  tripIds: readonly number[],
): Promise<OutputOf<typeof operation>> {
  const { rows } = await sql<{ readonly layout: SeatLayout; readonly tripIds: number[] }>`
    select l.layout, t."tripIds"
      from (select layout_id, json_agg(trip_id order by trip_id) as "tripIds"
              from trips where trip_id = any (${tripIds}::bigint[]) group by layout_id) t
      join layouts l using (layout_id)
     order by l.layout_id
     limit ${mostBuses}`.execute(db.kysely);
  return { buses: rows.map(({ layout, tripIds: of }): TripBus => ({ ...describeLayout(layout), tripIds: of })) };
}

function describeLayout(layout: SeatLayout): Pick<TripBus, 'classes' | 'amenities'> {
  const seats = [...layoutSeats(layout).values()];
  const hasToilet = layout.decks.some(({ rows }) => rows.flat().some(({ kind }) => kind === 'wc'));
  const amenities: Amenity[] = [];
  if (hasToilet) amenities.push('toilet');
  if (seats.some(({ accessible }) => accessible)) amenities.push('accessible-seat');
  if (layout.decks.length > 1) amenities.push('two-decks');
  return { classes: [...new Set(seats.map((seat) => seat.class))].slice(0, mostClasses), amenities };
}
