import { LRUCache } from 'lru-cache';
import { assert } from '@safiri/kernel';
import type { Database } from '@safiri/runtime';
import { mostChanges, type Change } from './change-queries.ts';
import { keyOf, listDepartures, listKnownSeats, type Departure, type PatternDay } from './departure-queries.ts';
import { findRides, sharedPatterns, type Ride } from './find-rides.ts';
import { lookForChanges, type Ages } from './look-for-changes.ts';
import { listPatternFacts, listPlaceCalls, type PatternFacts, type PlaceCalls } from './place-queries.ts';
import { recallFrom } from './recall.ts';

/**
 * What this process remembers of the network to answer searches from: what calls at a place, what a pattern costs, what leaves
 * when, and how many seats are taken. It is filled by what is asked for, bounded, and looks several times a second for what
 * became different, here or in another process. All of it may be lost at any time.
 */
export type NetworkMemory = {
  /** Makes sure that what is remembered was true a moment ago; answers the database's present in milliseconds since 1970. */
  catchUp(): Promise<number>;
  /** Raised by every look at what became different. */
  generation(): number;
  /** Raised when more than seats and departures may have become different. */
  networkVersion(): number;
  /** How one gets from a place to another, whatever the day. */
  connect(places: Places): Promise<Connection>;
  /** In the order asked. */
  listDepartures(days: readonly PatternDay[]): Promise<readonly RememberedDay[]>;
};

export type Places = { readonly from: string; readonly to: string };
export type Connection = { readonly fromKnown: boolean; readonly toKnown: boolean; readonly rides: readonly Ride[] };
export type RememberedDay = { readonly patternId: string; readonly departures: readonly Departure[] };

/** Facts are missing while nothing is sold on the pattern. */
type RememberedPattern = { readonly patternId: string; readonly facts: PatternFacts | undefined };

/** With what is written of them two thirds of a kilobyte each, some 35 MB: the pairs of places that passengers ask for most. */
const mostRides = 50_000;
/** A quarter of a kilobyte each, 50 MB: ten thousand stops with twenty patterns. */
const mostCalls = 200_000;
/** Eight bytes each, 16 MB: ten thousand patterns of twenty stops. */
const mostFares = 2_000_000;
/** A third of a kilobyte each, twice that where many seats are taken: 60 to 120 MB. */
const mostDepartures = 200_000;

type Caches = {
  readonly connections: LRUCache<string, Connection>;
  readonly places: LRUCache<string, PlaceCalls>;
  readonly patterns: LRUCache<string, RememberedPattern>;
  readonly days: LRUCache<string, RememberedDay>;
  /** Of those days. */
  readonly byTrip: Map<number, Departure>;
};

export function createNetworkMemory(db: Database, ages: Ages): NetworkMemory {
  const caches = makeCaches();
  const versions = { generation: 0, network: 0 };
  const generation = (): number => versions.generation;
  const catchUp = followChanges(db, ages, { caches, versions });

  const recallPlaces = recallFrom({
    cache: caches.places,
    nameOf: (placeId: string) => placeId,
    load: async (placeIds) => await listPlaceCalls(db, placeIds),
    // Anybody may ask for places that are none.
    isKept: ({ known }) => known,
    generation,
  });
  const recallPatterns = recallFrom({
    cache: caches.patterns,
    nameOf: (patternId: string) => patternId,
    load: async (patternIds) =>
      (await listPatternFacts(db, patternIds)).map((facts, index) => ({ patternId: patternIds[index] ?? '', facts })),
    generation,
  });
  const recallConnections = recallFrom({
    cache: caches.connections,
    nameOf: ({ from, to }: Places) => `${from} ${to}`,
    load: async (asked) =>
      await Promise.all(asked.map(async (places) => await findConnection(places, recallPlaces, recallPatterns))),
    isKept: ({ fromKnown, toKnown }) => fromKnown && toKnown,
    generation,
  });

  return {
    catchUp,
    generation,
    networkVersion: () => versions.network,
    connect: async (places) => {
      const [connection] = await recallConnections([places]);
      assert(connection !== undefined, 'what is asked for is answered');
      return connection;
    },
    listDepartures: recallFrom({
      cache: caches.days,
      nameOf: keyOf,
      load: async (days) =>
        (await listDepartures(db, days)).map((departures, index) => ({
          patternId: days[index]?.patternId ?? '',
          departures,
        })),
      generation,
    }),
  };
}

type Recall<Found> = (asked: readonly string[]) => Promise<readonly Found[]>;

async function findConnection(
  places: Places,
  recallPlaces: Recall<PlaceCalls>,
  recallPatterns: Recall<RememberedPattern>,
): Promise<Connection> {
  const [from, to] = await recallPlaces([places.from, places.to]);
  assert(from !== undefined && to !== undefined, 'every place is answered');
  const patterns = await recallPatterns(sharedPatterns(from, to));
  const factsOf = new Map(patterns.map(({ patternId, facts }) => [patternId, facts]));
  return { fromKnown: from.known, toKnown: to.known, rides: findRides(from, to, factsOf) };
}

function makeCaches(): Caches {
  const byTrip = new Map<number, Departure>();
  return {
    byTrip,
    connections: new LRUCache({ maxSize: mostRides, sizeCalculation: ({ rides }) => 1 + rides.length }),
    places: new LRUCache({ maxSize: mostCalls, sizeCalculation: ({ calls }) => 1 + calls.length }),
    patterns: new LRUCache({
      maxSize: mostFares,
      sizeCalculation: ({ facts }) => 10 + (facts?.amountsMinor.reduce((sum, row) => sum + row.length, 0) ?? 0),
    }),
    days: new LRUCache({
      maxSize: mostDepartures,
      sizeCalculation: ({ departures }) => 1 + departures.length,
      onInsert: ({ departures }) => {
        for (const departure of departures) byTrip.set(departure.tripId, departure);
      },
      dispose: ({ departures }) => {
        for (const departure of departures)
          if (byTrip.get(departure.tripId) === departure) byTrip.delete(departure.tripId);
      },
    }),
  };
}

type Remembered = { readonly caches: Caches; readonly versions: { generation: number; network: number } };

function followChanges(db: Database, ages: Ages, { caches, versions }: Remembered): () => Promise<number> {
  const forgetAll = (): void => {
    versions.generation += 1;
    versions.network += 1;
    for (const cache of [caches.connections, caches.places, caches.patterns, caches.days]) cache.clear();
  };
  return lookForChanges({
    db,
    ages,
    apply: async (changes) => {
      if (changes.length === mostChanges || changes.some((change) => change.subject === 'network')) return forgetAll();
      versions.generation += 1;
      await applyChanges(db, caches, changes);
    },
    forgetAll,
  });
}

async function applyChanges(db: Database, { days, byTrip }: Caches, changes: readonly Change[]): Promise<void> {
  const patterns = new Set(changes.flatMap((change) => change.patternIds ?? []));
  if (patterns.size > 0) {
    for (const [key, { patternId }] of days.entries()) if (patterns.has(patternId)) days.delete(key);
  }
  const trips = [...new Set(changes.flatMap((change) => change.tripIds ?? []))].filter((tripId) => byTrip.has(tripId));
  if (trips.length === 0) return;
  for (const [tripId, seats] of await listKnownSeats(db, trips)) {
    const departure = byTrip.get(tripId);
    if (departure !== undefined) departure.seats = seats;
  }
}
