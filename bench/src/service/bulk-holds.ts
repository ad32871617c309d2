import { openSession } from '../database/ask.ts';
import { readSql } from '../database/read-sql.ts';

/** A seat that is to be held, in an order of its own. */
export type BulkHold = {
  readonly tripId: number;
  readonly seat: number;
  readonly from: number;
  readonly to: number;
};

/** A call decides its items one after another and remembers all of them; larger ones take longer for each. */
const holdsPerCall = 500;
const tripsPerCall = 200;

/**
 * Holds seats by ticketing's own function, as the superuser: what a measurement finds when it begins would take too long one
 * request at a time. Seconds below zero make holds that are over already. Answers how many orders were made.
 */
export async function holdInBulk(url: string, holds: readonly BulkHold[], holdSeconds: number): Promise<number> {
  await using session = await openSession(url);
  const text = await readSql('hold-in-bulk.sql');
  let made = 0;
  for (let at = 0; at < holds.length; at += holdsPerCall) {
    const some = JSON.stringify(holds.slice(at, at + holdsPerCall));
    const answers = await session.ask<{ answer: string; items: number }>(text, [some, holdSeconds]);
    made += answers.find((row) => row.answer === 'held')?.items ?? 0;
  }
  return made;
}

/** Makes the rows of all seats of these trips, which otherwise the first hold on each trip makes. */
export async function makeSeatRows(url: string, tripIds: readonly number[]): Promise<void> {
  await using session = await openSession(url, 'ticketing');
  for (let at = 0; at < tripIds.length; at += tripsPerCall)
    await session.ask('select count(make_seat_rows(trip_id)) from unnest($1::bigint[]) trip_id', [
      tripIds.slice(at, at + tripsPerCall),
    ]);
  await session.ask('vacuum analyze');
}
