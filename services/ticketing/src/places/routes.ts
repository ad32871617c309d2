import { findPlaces as findPlacesOperation } from '@safiri/contracts';
import { route, type Route } from '@safiri/runtime';
import { findPlaces } from './find-places.ts';
import type { PlaceMemory } from './place-memory.ts';

/** Places: operation → use case. */
export function placeRoutes(places: PlaceMemory): Route[] {
  return [route(findPlacesOperation, async ({ query }) => await findPlaces(places, query))];
}
