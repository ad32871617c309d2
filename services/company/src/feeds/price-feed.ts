import { setImmediate } from 'node:timers/promises';
import { fareMatrix, type FareMatrix } from '../gtfs/fares/fare-matrix.ts';
import type { Feed } from '../gtfs/feed.ts';

/** A feed with the fares of its patterns by their keys; a pattern that nothing prices has none. */
export type PricedFeed = { readonly feed: Feed; readonly fares: ReadonlyMap<string, FareMatrix> };

/** The fares of some stops take milliseconds; after so many, requests of this process get their turn. */
const reckonedInARow = 10;

/**
 * Works out the fares of every pattern, before any transaction begins. They hang on the route and its stops and on no time:
 * patterns that only run at another speed, of which a line of a whole day can have as many as trips, share one table.
 */
export async function priceFeed(feed: Feed): Promise<PricedFeed> {
  const fares = new Map<string, FareMatrix>();
  const reckoned = new Map<string, FareMatrix | undefined>();
  for (const pattern of feed.patterns.values()) {
    const line = JSON.stringify([pattern.routeId, ...pattern.stops.map(({ stopId }) => stopId)]);
    if (!reckoned.has(line)) {
      reckoned.set(line, fareMatrix(pattern, feed));
      if (reckoned.size % reckonedInARow === 0) await setImmediate();
    }
    const matrix = reckoned.get(line);
    if (matrix !== undefined) fares.set(pattern.key, matrix);
  }
  return { feed, fares };
}
