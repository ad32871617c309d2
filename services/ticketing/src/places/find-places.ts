import type { findPlaces as operation, OutputOf, Place, QueryOf } from '@safiri/contracts';
import { foldName } from '../network/fold-name.ts';
import type { FoundPlace, PlaceIndex } from './place-index.ts';
import type { PlaceMemory } from './place-memory.ts';

/** Eight lines fill a phone's list below the keyboard. */
const usualLimit = 8;

/** Towns, districts, stations and stops by what a person types; the busiest where nothing is typed. */
export async function findPlaces(
  places: PlaceMemory,
  { text, limit = usualLimit }: QueryOf<typeof operation>,
): Promise<OutputOf<typeof operation>> {
  const index = await places();
  const folded = foldName(text);
  const found = text.trim() === '' ? busiest(index, limit) : folded === '' ? [] : index.find(folded);
  return { places: found.slice(0, limit).map(viewPlace) };
}

/** Something to choose from before anything is typed: a town stands for what lies in it, a station for its stops. */
function busiest({ places }: PlaceIndex, limit: number): FoundPlace[] {
  const inTowns = new Set(places.flatMap(({ kind, members }) => (kind === 'town' ? (members ?? []) : [])));
  return places
    .filter(
      ({ placeId, kind, stationId, patterns }) =>
        patterns > 0 && stationId === null && kind !== 'district' && !inTowns.has(placeId),
    )
    .slice(0, limit)
    .map((place) => ({ place }));
}

export function viewPlace({ place, otherName }: FoundPlace): Place {
  const { placeId, name, kind, companies, latitude, longitude, departures } = place;
  return {
    stopId: placeId,
    name,
    kind,
    ...(otherName === undefined ? {} : { otherName }),
    companies: [...companies],
    latitude,
    longitude,
    departures,
  };
}
