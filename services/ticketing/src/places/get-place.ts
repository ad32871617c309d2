import type { getPlace as operation, OutputOf } from '@safiri/contracts';
import { DomainError } from '@safiri/kernel';
import { viewPlace } from './find-places.ts';
import type { PlaceIndex } from './place-index.ts';
import type { ListedPlace } from './place-list-queries.ts';
import type { PlaceMemory } from './place-memory.ts';

const nearbyMetres = 60_000;
const nearbyShown = 5;
/** Over such distances the earth is flat enough. */
const metresPerDegree = 111_320;

export async function getPlace(places: PlaceMemory, placeId: string): Promise<OutputOf<typeof operation>> {
  const index = await places();
  const place = index.get(placeId);
  if (place === undefined) throw new DomainError('NOT_FOUND', 'There is no such place.');
  const whole = index.wholeOf(place.placeId);
  return {
    place: viewPlace({ place }),
    timeZone: place.timeZone,
    town: whole === undefined || whole === place ? null : viewPlace({ place: whole }),
    nearby: placesNear(index, place).map((near) => viewPlace({ place: near })),
  };
}

/** Where else one may board. What is a part of the place, or has it as a part, is no other place. */
function placesNear(index: PlaceIndex, place: ListedPlace): ListedPlace[] {
  const whole = index.wholeOf(place.placeId);
  return index.places
    .filter(
      (other) =>
        other.departures > 0 && other.kind !== 'district' && index.wholeOf(other.placeId) === other && other !== whole,
    )
    .map((other) => ({ other, metres: metresBetween(place, other) }))
    .filter(({ metres }) => metres <= nearbyMetres)
    .toSorted((one, another) => one.metres - another.metres)
    .slice(0, nearbyShown)
    .map(({ other }) => other);
}

type Point = { readonly latitude: number; readonly longitude: number };

function metresBetween(one: Point, other: Point): number {
  const north = (one.latitude - other.latitude) * metresPerDegree;
  const east = (one.longitude - other.longitude) * metresPerDegree * Math.cos((one.latitude * Math.PI) / 180);
  return Math.hypot(north, east);
}
