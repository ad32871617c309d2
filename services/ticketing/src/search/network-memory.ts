import { LRUCache } from 'lru-cache';
import type { Database } from '@safiri/runtime';
import { mostChanges, type Change } from './change-queries.ts';
import { keyOf, listDepartures, listKnownSeats, type Departure, type PatternDay } from './departure-queries.ts';
import { lookForChanges, type Ages } from './look-for-changes.ts';
import { findConnection, type Connection } from './ride-queries.ts';

/**
 * What this process remembers of the network to answer searches from: how one gets from a place to another, what leaves when,
 * and how many seats are taken. It is filled by what is asked for, bounded, and looks several times a second for what became
 * different, here or in another process. All of it may be lost at any time.
 */
export type NetworkMemory = {
  /** Makes sure that what is remembered was true a moment ago; answers the database's present in milliseconds since 1970. */
  catchUp(): Promise<number>;
  /** Raised by every look at what became different. */
  generation(): number;
  connect(from: string, to: string): Promise<Connection>;
  /** What is on sale of patterns on days; a list for each, in the order asked. */
  listDepartures(days: readonly PatternDay[]): Promise<readonly (readonly Departure[])[]>;
};

/** Half a kilobyte each, 25 MB: the pairs of places of a country that passengers ask for. */
const mostRides = 50_000;
/** A third of a kilobyte each, twice that where many seats are taken: 60 to 120 MB. */
const mostDepartures = 200_000;

type Remembered = {
  readonly connections: LRUCache<string, Connection>;
  readonly days: LRUCache<string, DayOfPattern>;
  readonly byTrip: Map<number, Departure>;
};
type DayOfPattern = { readonly patternId: string; readonly departures: readonly Departure[] };

export function createNetworkMemory(db: Database, ages: Ages): NetworkMemory {
  const remembered = rememberNothing();
  let generation = 0;
  const catchUp = lookForChanges({
    db,
    ages,
    apply: async (changes) => {
      generation += 1;
      await applyChanges(db, remembered, changes);
    },
    forgetAll: () => {
      generation += 1;
      forgetAll(remembered);
    },
  });
  /** An answer that was on its way during a look may lack what that look told, and is not kept. */
  const keeping = async <Found>(load: Promise<Found>, keep: (found: Found) => void): Promise<Found> => {
    const begunIn = generation;
    const found = await load;
    if (generation === begunIn) keep(found);
    return found;
  };

  return {
    catchUp,
    generation: () => generation,
    connect: async (from, to) => {
      const key = `${from} ${to}`;
      return (
        remembered.connections.get(key) ??
        (await keeping(findConnection(db, from, to), (found) => {
          // Places that nobody knows are not worth remembering.
          if (found.fromKnown && found.toKnown) remembered.connections.set(key, found);
        }))
      );
    },
    listDepartures: async (asked) => {
      const known = asked.map((each) => remembered.days.get(keyOf(each))?.departures);
      const missing = asked.filter((_each, index) => known[index] === undefined);
      if (missing.length === 0) return known.map((departures) => departures ?? []);
      const found = await keeping(listDepartures(db, missing), (lists) =>
        missing.forEach((each, index) => rememberDay(remembered, each, lists[index] ?? [])),
      );
      const loaded = found.values();
      return known.map((departures) => departures ?? loaded.next().value ?? []);
    },
  };
}

function rememberNothing(): Remembered {
  const byTrip = new Map<number, Departure>();
  return {
    byTrip,
    connections: new LRUCache({ maxSize: mostRides, sizeCalculation: ({ rides }) => 1 + rides.length }),
    days: new LRUCache({
      maxSize: mostDepartures,
      sizeCalculation: ({ departures }) => 1 + departures.length,
      dispose: ({ departures }) => {
        for (const departure of departures)
          if (byTrip.get(departure.tripId) === departure) byTrip.delete(departure.tripId);
      },
    }),
  };
}

function rememberDay({ days, byTrip }: Remembered, day: PatternDay, departures: readonly Departure[]): void {
  days.set(keyOf(day), { patternId: day.patternId, departures });
  for (const departure of departures) byTrip.set(departure.tripId, departure);
}

function forgetAll({ connections, days }: Remembered): void {
  connections.clear();
  days.clear();
}

async function applyChanges(db: Database, remembered: Remembered, changes: readonly Change[]): Promise<void> {
  const { days, byTrip } = remembered;
  if (changes.length === mostChanges || changes.some((change) => change.subject === 'network'))
    return forgetAll(remembered);

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
