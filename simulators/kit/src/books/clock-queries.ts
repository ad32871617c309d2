import { assert } from '@safiri/kernel';
import type { Reader, Writer } from './open-books.ts';
import { wholeNumber } from './rows.ts';

/** The latest instant the books have seen, where the clock goes on after a restart. */
export function getReachedMillis(reader: Reader): number {
  const row = reader.find('select reached_millis from clock');
  assert(row !== undefined, 'the books hold one instant');
  return wholeNumber(row, 'reached_millis');
}

export function rememberReached(tx: Writer, nowMillis: number): void {
  tx.run('update clock set reached_millis = max(reached_millis, ?)', nowMillis);
}
