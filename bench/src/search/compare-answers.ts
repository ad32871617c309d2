import { searchKeys, type SearchKey } from './search-keys.ts';
import { tripsADay } from './search-network.ts';

type Finder = { find(key: SearchKey): Promise<number[]> };

export type Comparison = {
  /** Keys that both sides were asked. */
  readonly compared: number;
  /** Keys that were drawn and not asked, because S2 cannot give all of their trips. */
  readonly leftOut: number;
  /** Keys to which the two sides answer with different trips, a sentence each. */
  readonly differences: readonly string[];
};

/** More show nothing new, and each is asked on a new connection. */
const comparedKeys = 40;

/** S2 ends there (bench/sql/s2.sql), the product's answers twice as far; of trips that leave together, S2 says not which it keeps. */
const mostTripsOfS2 = 50;

/** Asks both sides the same random keys. */
export async function compareAnswers(one: Finder, s2: Finder): Promise<Comparison> {
  const nextKey = searchKeys(false);
  const differences: string[] = [];
  let compared = 0;
  let leftOut = 0;
  while (compared < comparedKeys) {
    const key = nextKey();
    if (tripsADay(key.from, key.to) > mostTripsOfS2) {
      leftOut += 1;
      continue;
    }
    compared += 1;
    const [found, expected] = await Promise.all([one.find(key), s2.find(key)]);
    if (found.length === 0 || !sameTrips(found, expected))
      differences.push(
        `from stop ${key.from} to ${key.to} on day ${key.day} the product finds ${found.length} trips, S2 ${expected.length}, not the same ones`,
      );
  }
  return { compared, leftOut, differences };
}

/** Which of two trips that leave together comes first is open. */
function sameTrips(found: readonly number[], expected: readonly number[]): boolean {
  const wanted = new Set(expected);
  return found.length === expected.length && found.every((tripId) => wanted.has(tripId));
}
