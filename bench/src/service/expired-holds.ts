import { openSession } from '../database/ask.ts';
import { readSql } from '../database/read-sql.ts';
import { network } from '../workloads.ts';
import { holdInBulk, type BulkHold } from './bulk-holds.ts';

/** Over for as long. */
const overSeconds = 60;

/**
 * Leaves every seat of these trips under one hold of the whole line that is over. Holds that clients have there are aged
 * and taken over, by the function that takes any expired hold over. Answers how many orders that made.
 */
export async function plantExpiredHolds(url: string, tripIds: readonly number[]): Promise<number> {
  const values = [tripIds, network.legs, overSeconds];
  const seats = await (async () => {
    await using session = await openSession(url);
    await session.ask(await readSql('age-holds.sql'), values);
    return await session.ask<{ tripId: number; seat: number }>(
      `select trip_id as "tripId", seat from ticketing.seat_inventory s
        where trip_id = any ($1::bigint[])
          and not exists (select from ticketing.claims c
                           where c.trip_id = s.trip_id and c.seat = s.seat and c.status = 'held' and c.to_stop - c.from_stop = $2::int)
        order by trip_id, seat`,
      [tripIds, network.legs],
    );
  })();
  const holds = seats.map((seat): BulkHold => ({ ...seat, from: 0, to: network.legs }));
  const made = await holdInBulk(url, holds, -overSeconds);
  if (made !== holds.length) throw new Error(`Of ${holds.length} seats ${made} could be put under an expired hold.`);
  return made;
}
