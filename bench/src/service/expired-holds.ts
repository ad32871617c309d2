import { openSession } from '../database/ask.ts';
import { readSql } from '../database/read-sql.ts';
import { Violation } from '../pairs.ts';
import { network } from '../workloads.ts';
import { holdInBulk, type BulkHold } from './bulk-holds.ts';
import { awaitDrained, setUpSeconds } from './sales-database.ts';

/** Over for as long. */
const overSeconds = 60;

/** The largest order that a passenger may make. */
const seatsPerOrder = 8;

/**
 * Leaves every seat of these trips under a hold of the whole line that is over; what clients held there meanwhile is ended.
 * Answers how many orders that made, once the product has counted them.
 */
export async function plantExpiredHolds(url: string, tripIds: readonly number[]): Promise<number> {
  const trips = await endOtherHolds(url, tripIds);
  const holds = trips.flatMap(({ tripId, seats }) =>
    Array.from({ length: Math.ceil(seats.length / seatsPerOrder) }, (_, index): BulkHold => ({
      tripId,
      seats: seats.slice(index * seatsPerOrder, (index + 1) * seatsPerOrder),
      from: 0,
      to: network.legs,
    })),
  );
  const orders = await holdInBulk(url, holds, -overSeconds);
  const { violations } = await awaitDrained(url, setUpSeconds);
  if (violations.length > 0) throw new Violation('planting expired holds', violations);
  return orders;
}

/** Answers the seats that are free then. */
async function endOtherHolds(
  url: string,
  tripIds: readonly number[],
): Promise<{ readonly tripId: number; readonly seats: readonly number[] }[]> {
  await using session = await openSession(url);
  await session.ask(await readSql('end-holds.sql'), [tripIds, network.legs]);
  return await session.ask(
    `select trip_id as "tripId", array_agg(seat order by seat) as seats from ticketing.seat_inventory
      where trip_id = any ($1::bigint[]) and occupied = b'0'::bit(256) group by trip_id order by trip_id`,
    [tripIds],
  );
}
