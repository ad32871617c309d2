import { assert } from '@safiri/kernel';
import type { Feed, Pattern, Stop } from '../feed.ts';
import { straightMetres } from '../straight-metres.ts';
import { distanceFare } from './distance-fare.ts';
import { feedFares } from './feed-fares.ts';
import { mapJourneys } from './journeys.ts';

/** The fares of a pattern for every boarding stop and every later stop. */
export type FareMatrix = {
  readonly currency: string;
  /** Whether the feed's own fares are used or the distance table, of which a company should know. */
  readonly source: 'feed' | 'distance';
  readonly stopCount: number;
  /**
   * Minor units, boarding stop by boarding stop: 0→1, 0→2, … 1→2, … See `fareAt`. Null where the feed's fares say
   * nothing about a journey: it has no price and is not sold.
   */
  readonly amountsMinor: readonly (number | null)[];
};

type FaredFeed = Pick<Feed, 'currency' | 'fares' | 'routes' | 'stops'>;

/**
 * The fares of a pattern: the feed's own when they price any of its journeys, else by distance. Undefined when neither
 * gives a price, because the feed's currency is not known or has no rate.
 */
export function fareMatrix(pattern: Pattern, feed: FaredFeed): FareMatrix | undefined {
  const stops = pattern.stops.map(({ stopId }) => {
    const stop = feed.stops.get(stopId);
    assert(stop !== undefined, `pattern ${pattern.key} halts at unknown stop ${stopId}`);
    return stop;
  });
  const own = feedFares({ pattern, stops, feed });
  if (own !== undefined) return { ...own, source: 'feed', stopCount: stops.length };
  const { currency } = feed;
  const amountsMinor = currency === undefined ? undefined : distanceFares(stops, currency);
  if (currency === undefined || amountsMinor === undefined) return undefined;
  return { currency, source: 'distance', stopCount: stops.length, amountsMinor };
}

/** The fare from one stop of the pattern to a later one, in minor units of the matrix's currency. */
export function fareAt(matrix: FareMatrix, fromIndex: number, toIndex: number): number | null {
  const { stopCount, amountsMinor } = matrix;
  assert(
    fromIndex >= 0 && fromIndex < toIndex && toIndex < stopCount,
    `no journey from stop ${fromIndex} to ${toIndex}`,
  );
  const before = fromIndex * stopCount - (fromIndex * (fromIndex + 1)) / 2;
  const amount = amountsMinor[before + toIndex - fromIndex - 1];
  assert(amount !== undefined, 'a fare matrix without a hole');
  return amount;
}

function distanceFares(stops: readonly Stop[], currency: string): number[] | undefined {
  if (distanceFare(0, currency) === undefined) return undefined;
  const metresFromStart: number[] = [];
  for (const [at, stop] of stops.entries()) {
    const earlier = stops[at - 1];
    metresFromStart.push(earlier === undefined ? 0 : (metresFromStart[at - 1] ?? 0) + straightMetres(earlier, stop));
  }
  return mapJourneys(stops.length, (from, to) => {
    const metres = (metresFromStart[to] ?? 0) - (metresFromStart[from] ?? 0);
    return distanceFare(Math.max(0, metres), currency) ?? 0;
  });
}
