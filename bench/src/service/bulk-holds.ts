import { openSession } from '../database/ask.ts';
import { readSql } from '../database/read-sql.ts';

/** Seats that are to be held by one order. */
export type BulkHold = {
  readonly tripId: number;
  readonly seats: readonly number[];
  readonly from: number;
  readonly to: number;
};

/** A statement with so many is about a megabyte long. */
const holdsPerStatement = 5_000;
/** A hundred thousand rows of coaches, about a second. */
const tripsPerStatement = 2_000;

/**
 * Holds free seats as the superuser, many in a statement: what a measurement finds when it begins would take too long one
 * request at a time. Seconds below zero make holds that are over already. Answers how many orders were made; whether they are
 * what the product itself would have left, the check of its books after every run says.
 */
export async function holdInBulk(url: string, holds: readonly BulkHold[], holdSeconds: number): Promise<number> {
  await using session = await openSession(url);
  const text = await readSql('hold-in-bulk.sql');
  for (let at = 0; at < holds.length; at += holdsPerStatement) {
    const some = holds.slice(at, at + holdsPerStatement);
    const seats = some.reduce((sum, hold) => sum + hold.seats.length, 0);
    const [row] = await session.ask<{ seats: number }>(text, [JSON.stringify(some), holdSeconds]);
    if (row?.seats !== seats) throw new Error(`Of ${seats} free seats ${row?.seats} could be held.`);
  }
  return holds.length;
}

/**
 * Makes the rows of all seats of these trips, which otherwise the first hold on each trip makes: the same rows, but those of
 * many trips in a statement, because a call for each of 200,000 trips takes minutes.
 */
export async function makeSeatRows(url: string, tripIds: readonly number[]): Promise<void> {
  await using session = await openSession(url);
  const text = await readSql('seat-rows-in-bulk.sql');
  // In the order of the index, which then grows at its end.
  const sorted = tripIds.toSorted((one, other) => one - other);
  for (let at = 0; at < sorted.length; at += tripsPerStatement)
    await session.ask(text, [sorted.slice(at, at + tripsPerStatement)]);
  await session.ask('vacuum analyze');
}
