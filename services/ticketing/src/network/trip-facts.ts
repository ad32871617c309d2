import { LRUCache } from 'lru-cache';
import type { SeatLayout } from '@safiri/contracts';
import type { Database } from '@safiri/runtime';
import { gathered } from './gathered.ts';
import {
  listLayoutParts,
  listPatternParts,
  listTripHeads,
  type PatternPart,
  type TripHead,
  type Versioned,
} from './trip-part-queries.ts';
import { listTripsOnSale, type TripOnSale } from './trip-queries.ts';

/**
 * Trips on sale, kept in memory: a hold reads nothing before it asks for its seats. What binds (fare, layout, being on sale)
 * is compared with the database by the hold itself, through `facts`; names may be a minute old.
 */
export type TripFacts = {
  /** As `listTripsOnSale`: those that are known, ascending by id. */
  list(tripIds: readonly number[]): Promise<TripOnSale[]>;
  /** Somebody knows better: these are read anew when they are next asked for. */
  forget(tripIds: readonly number[]): void;
};

const ttl = 60_000;
/** Some 400 bytes each: 20 MB. */
const mostTrips = 50_000;
/** Stops and fares, in cells of some 30 bytes: 30 MB. */
const mostPatternCells = 1_000_000;
/** Some 10 kB each: 10 MB. */
const mostLayouts = 1_000;

export function createTripFacts(db: Database): TripFacts {
  const heads = new LRUCache<number, TripHead>({ max: mostTrips, ttl });
  const patterns = new LRUCache<string, Versioned<PatternPart>>({
    maxSize: mostPatternCells,
    sizeCalculation: ({ part: { stops } }) => stops.length * (stops.length + 2),
    ttl,
  });
  const layouts = new LRUCache<string, Versioned<SeatLayout>>({ max: mostLayouts, ttl });

  /** Trips put together, once as long as their parts are the same. */
  const wholes = new WeakMap<TripHead, { readonly pattern: PatternPart; readonly trip: TripOnSale }>();

  const load = gathered(async (tripIds: readonly number[]) => {
    const loaded = await listTripHeads(db, tripIds);
    const patternIds = loaded.filter((head) => patterns.get(head.patternId)?.version !== head.patternVersion);
    const layoutIds = loaded.filter((head) => layouts.get(head.layoutId)?.version !== head.layoutVersion);
    for (const pattern of await listPatternParts(db, [...new Set(patternIds.map((head) => head.patternId))]))
      patterns.set(pattern.id, pattern);
    for (const layout of await listLayoutParts(db, [...new Set(layoutIds.map((head) => head.layoutId))]))
      layouts.set(layout.id, layout);
    for (const head of loaded) heads.set(head.tripId, head);
  });

  const find = (tripId: number): TripOnSale | undefined => {
    const head = heads.get(tripId);
    if (head === undefined) return undefined;
    const pattern = patterns.get(head.patternId);
    const layout = layouts.get(head.layoutId);
    if (pattern?.version !== head.patternVersion || layout?.version !== head.layoutVersion) return undefined;
    const whole = wholes.get(head);
    if (whole?.pattern === pattern.part && whole.trip.layout === layout.part) return whole.trip;
    const trip = { ...head, ...pattern.part, layout: layout.part };
    wholes.set(head, { pattern: pattern.part, trip });
    return trip;
  };

  return {
    list: async (tripIds) => {
      const known = tripIds.map(find);
      if (known.every((trip) => trip !== undefined)) return known.toSorted(byId);
      await load(tripIds);
      const loaded = tripIds.map(find);
      if (loaded.every((trip) => trip !== undefined)) return loaded.toSorted(byId);
      // Not known at all; or changed between two of these reads, which one statement sees as a whole.
      return await listTripsOnSale(db.kysely, tripIds);
    },
    forget: (tripIds) => {
      for (const tripId of tripIds) heads.delete(tripId);
    },
  };
}

function byId(a: TripOnSale, b: TripOnSale): number {
  return a.tripId - b.tripId;
}
