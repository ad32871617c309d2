import type { listPlaces as operation, OutputOf, QueryOf } from '@safiri/contracts';
import { viewPlace } from './find-places.ts';
import type { PlaceMemory } from './place-memory.ts';

const usualLimit = 100;

/** Places that buses serve in the next seven days, page by page. */
export async function listPlaces(
  places: PlaceMemory,
  { offset = 0, limit = usualLimit }: QueryOf<typeof operation>,
): Promise<OutputOf<typeof operation>> {
  const served = (await places()).places.filter(({ departures }) => departures > 0);
  return { places: served.slice(offset, offset + limit).map((place) => viewPlace({ place })), total: served.length };
}
