import { ask } from '../database/ask.ts';
import { holdInBulk, makeSeatRows, type BulkHold } from '../service/bulk-holds.ts';
import { randomInteger } from '../workloads.ts';

/** Every fifth trip is on sale long enough to have sold something: what others have not sold needs no row. */
const everyTrip = 5;
const ordersEach = 4;
const seatsEach = 2;

/** Holds some seats on random stretches of some trips, so that searches have something to count. */
export async function sellSomeSeats(url: string): Promise<void> {
  const trips = await ask<{ trip_id: number; stop_count: number }>(
    url,
    'select trip_id, stop_count from ticketing.trips join ticketing.patterns using (pattern_id) order by trip_id',
  );
  const sold = trips.filter((_, index) => index % everyTrip === 0);
  await makeSeatRows(
    url,
    sold.map((trip) => trip.trip_id),
  );
  const holds = sold.flatMap(({ trip_id: tripId, stop_count: stops }) =>
    Array.from({ length: ordersEach }, (_, index): BulkHold => {
      const from = randomInteger(0, stops - 2);
      const seats = Array.from({ length: seatsEach }, (__, place) => index * seatsEach + place + 1);
      return { tripId, seats, from, to: randomInteger(from + 1, stops - 1) };
    }),
  );
  await holdInBulk(url, holds, 3_600);
}
