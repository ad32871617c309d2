import {
  findPlaces as findPlacesOperation,
  getPlace as getPlaceOperation,
  listConnections as listConnectionsOperation,
  listPlaces as listPlacesOperation,
} from '@safiri/contracts';
import { route, type Database, type Route } from '@safiri/runtime';
import { createConnections } from './connections.ts';
import { findPlaces } from './find-places.ts';
import { getPlace } from './get-place.ts';
import { listPlaces } from './list-places.ts';
import type { PlaceMemory } from './place-memory.ts';

/** Places: operation → use case. */
export function placeRoutes(db: Database, places: PlaceMemory): Route[] {
  const listConnections = createConnections(db, places);
  return [
    route(findPlacesOperation, async ({ query }) => await findPlaces(places, query)),
    route(getPlaceOperation, async ({ params }) => await getPlace(places, params.placeId)),
    route(listPlacesOperation, async ({ query }) => await listPlaces(places, query)),
    route(listConnectionsOperation, async ({ query }) => await listConnections(query)),
  ];
}
