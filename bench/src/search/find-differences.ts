import { searchKeys, type SearchKey } from './search-keys.ts';

type Finder = { find(key: SearchKey): Promise<number[]> };

/** More show nothing new, and each is asked on a new connection. */
const sampledKeys = 40;

/** Keys to which the two sides answer with different trips, a sentence each. */
export async function findDifferences(one: Finder, other: Finder): Promise<string[]> {
  const nextKey = searchKeys(false);
  const differences: string[] = [];
  for (let count = 0; count < sampledKeys; count += 1) {
    const key = nextKey();
    const [found, expected] = await Promise.all([one.find(key), other.find(key)]);
    if (found.length === 0 || !sameTrips(found, expected))
      differences.push(
        `from stop ${key.from} to ${key.to} on day ${key.day} the product finds ${found.length} trips, S2 ${expected.length}, not the same ones`,
      );
  }
  return differences;
}

/** Which of two trips that leave together comes first is open. */
function sameTrips(found: readonly number[], expected: readonly number[]): boolean {
  const wanted = new Set(expected);
  return found.length === expected.length && found.every((tripId) => wanted.has(tripId));
}
