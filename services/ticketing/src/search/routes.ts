import {
  findPlaces as findPlacesOperation,
  getTrip as getTripOperation,
  listNextDepartures as listNextDeparturesOperation,
  searchTrips as searchTripsOperation,
} from '@safiri/contracts';
import { route, type Route } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { findPlaces } from './find-places.ts';
import { getTrip } from './get-trip.ts';
import { listNextDepartures } from './list-next-departures.ts';
import { usualAges, type Ages } from './look-for-changes.ts';
import { createTripSearch } from './search-trips.ts';

/** Finding a trip: operation → use case. */
export function searchRoutes(ctx: Pick<Ctx, 'db'>, ages: Ages = usualAges): Route[] {
  const searchTrips = createTripSearch(ctx.db, ages);
  return [
    route(findPlacesOperation, async ({ query }) => await findPlaces(ctx, query)),
    route(searchTripsOperation, async ({ query }) => await searchTrips(query)),
    route(
      listNextDeparturesOperation,
      async (request) => await listNextDepartures({ db: ctx.db, searchTrips }, request),
    ),
    route(getTripOperation, async ({ params }) => await getTrip(ctx, params.tripId)),
  ];
}
