import { randomInteger } from '../workloads.ts';
import { searchNetwork, stopAt, stopCountOf } from './search-network.ts';

/** What one search asks: stops by their number in the network, and a day from 0. */
export type SearchKey = { readonly from: number; readonly to: number; readonly day: number };

/** Skewed keys: the n-th line is asked for 1/n^1.1 as often as the first, the n-th day likewise. */
export const skew = 1.1;

/**
 * Keys that always have an answer: a random line, a random stretch of it, a random day. Two stops that several lines connect
 * come up so much more often, as they would among passengers. pgbench draws the same in s2-script.ts.
 */
export function searchKeys(skewed: boolean): () => SearchKey {
  const nextLine = skewed ? zipf(searchNetwork.lines) : () => randomInteger(0, searchNetwork.lines - 1);
  const nextDay = skewed ? zipf(searchNetwork.days) : () => randomInteger(0, searchNetwork.days - 1);
  return () => {
    const line = nextLine();
    const count = stopCountOf(line);
    const one = randomInteger(0, count - 1);
    const other = (one + randomInteger(1, count - 1)) % count;
    return { from: stopAt(line, Math.min(one, other)), to: stopAt(line, Math.max(one, other)), day: nextDay() };
  };
}

/** Numbers from 0 up to but without `count`, the first the most frequent. */
function zipf(count: number): () => number {
  const weights = Array.from({ length: count }, (_, index) => 1 / (index + 1) ** skew);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let sum = 0;
  const upTo = weights.map((weight) => (sum += weight / total));
  return () => {
    const drawn = Math.random();
    const found = upTo.findIndex((bound) => drawn < bound);
    return found === -1 ? count - 1 : found;
  };
}
