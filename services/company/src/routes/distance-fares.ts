import { distanceFare } from '../gtfs/fares/distance-fare.ts';
import { mapJourneys } from '../gtfs/fares/journeys.ts';
import { straightMetres, type Place } from '../gtfs/straight-metres.ts';

/** Fares by the straight-line distance along the stops, for every pair of them; undefined for a currency without a rate. */
export function distanceFares(places: readonly Place[], currency: string): number[] | undefined {
  if (distanceFare(0, currency) === undefined) return undefined;
  const metresFromStart = [0];
  for (const [leg, place] of places.slice(1).entries()) {
    const before = places[leg];
    metresFromStart.push((metresFromStart[leg] ?? 0) + (before === undefined ? 0 : straightMetres(before, place)));
  }
  return mapJourneys(places.length, (from, to) => {
    const metres = (metresFromStart[to] ?? 0) - (metresFromStart[from] ?? 0);
    return distanceFare(Math.max(0, metres), currency) ?? 0;
  });
}
