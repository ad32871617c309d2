import { setImmediate } from 'node:timers/promises';
import { fareMatrix, type FareMatrix } from '../gtfs/fares/fare-matrix.ts';
import type { Feed } from '../gtfs/feed.ts';

/** A feed with the fares of its patterns by their keys; a pattern that nothing prices has none. */
export type PricedFeed = { readonly feed: Feed; readonly fares: ReadonlyMap<string, FareMatrix> };

/** A pattern's fares take some milliseconds; after so many, requests of this process get their turn. */
const patternsInARow = 10;

/** Works out the fares of every pattern, before any transaction begins. */
export async function priceFeed(feed: Feed): Promise<PricedFeed> {
  const fares = new Map<string, FareMatrix>();
  let done = 0;
  for (const pattern of feed.patterns.values()) {
    const matrix = fareMatrix(pattern, feed);
    if (matrix !== undefined) fares.set(pattern.key, matrix);
    done += 1;
    if (done % patternsInARow === 0) await setImmediate();
  }
  return { feed, fares };
}
