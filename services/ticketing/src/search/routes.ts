import {
  getTrip as getTripOperation,
  listNextDepartures as listNextDeparturesOperation,
  searchTrips as searchTripsOperation,
} from '@safiri/contracts';
import { route, type Route } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { createPlaceMemory } from '../places/place-memory.ts';
import { placeRoutes } from '../places/routes.ts';
import { getTrip } from './get-trip.ts';
import { listNextDepartures } from './list-next-departures.ts';
import { usualAges, type Ages } from './look-for-changes.ts';
import { createNetworkMemory } from './network-memory.ts';
import { createTripSearch } from './search-trips.ts';

/** Finding a place and a trip: operation → use case. */
export function searchRoutes(ctx: Pick<Ctx, 'db'>, ages: Ages = usualAges): Route[] {
  const memory = createNetworkMemory(ctx.db, ages);
  const searchTrips = createTripSearch(ctx.db, ages, memory);
  const places = createPlaceMemory({
    db: ctx.db,
    networkVersion: async () => {
      await memory.catchUp();
      return memory.networkVersion();
    },
  });
  return [
    ...placeRoutes(places),
    route(searchTripsOperation, async ({ query }) => await searchTrips(query)),
    route(
      listNextDeparturesOperation,
      async (request) => await listNextDepartures({ db: ctx.db, searchTrips }, request),
    ),
    route(getTripOperation, async ({ params }) => await getTrip(ctx, params.tripId)),
  ];
}
