import type { SeatMapNow } from './read-seat-maps.ts';
import type { TripStretch } from './taken-seats.ts';

export type Hearer = (now: SeatMapNow) => void;

/** The map of one stretch of one trip, kept for all who look at it. */
export type WatchedMap = {
  readonly at: TripStretch;
  readonly hearers: Set<Hearer>;
  /** Settled by the first read: the map is known, or why there is none. */
  readonly first: PromiseWithResolvers<void>;
  readers: number;
  now: SeatMapNow | undefined;
};

export type WatchedMaps = {
  /** The map of a stretch, with one reader more. */
  enter(at: TripStretch): WatchedMap;
  /** One reader less; the last one takes the map away. */
  leave(map: WatchedMap): void;
  ofTrips(tripIds: Iterable<number>): WatchedMap[];
  tripIds(): Iterable<number>;
  has(tripId: number): boolean;
  isEmpty(): boolean;
};

export function createWatchedMaps(): WatchedMaps {
  const byTrip = new Map<number, Map<string, WatchedMap>>();
  const keyOf = (at: TripStretch): string => `${at.from}-${at.to}`;
  return {
    enter: (at) => {
      const ofTrip = byTrip.get(at.tripId) ?? new Map<string, WatchedMap>();
      byTrip.set(at.tripId, ofTrip);
      const map = ofTrip.get(keyOf(at)) ?? newMap(at);
      ofTrip.set(keyOf(at), map);
      map.readers += 1;
      return map;
    },
    leave: (map) => {
      map.readers -= 1;
      if (map.readers > 0) return;
      const ofTrip = byTrip.get(map.at.tripId);
      ofTrip?.delete(keyOf(map.at));
      if (ofTrip?.size === 0) byTrip.delete(map.at.tripId);
    },
    ofTrips: (tripIds) => [...tripIds].flatMap((tripId) => [...(byTrip.get(tripId)?.values() ?? [])]),
    tripIds: () => byTrip.keys(),
    has: (tripId) => byTrip.has(tripId),
    isEmpty: () => byTrip.size === 0,
  };
}

function newMap(at: TripStretch): WatchedMap {
  return { at, hearers: new Set(), first: Promise.withResolvers<void>(), readers: 0, now: undefined };
}
