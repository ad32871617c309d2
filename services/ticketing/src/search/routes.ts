import {
  findPlaces as findPlacesOperation,
  getTrip as getTripOperation,
  searchTrips as searchTripsOperation,
} from '@safiri/contracts';
import { route, type Route } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { findPlaces } from './find-places.ts';
import { getTrip } from './get-trip.ts';
import { usualAges, type Ages } from './look-for-changes.ts';
import { createTripSearch } from './search-trips.ts';

/** Finding a trip: operation → use case. */
export function searchRoutes(ctx: Pick<Ctx, 'db'>, ages: Ages = usualAges): Route[] {
  const searchTrips = createTripSearch(ctx.db, ages);
  return [
    route(findPlacesOperation, async ({ query }) => await findPlaces(ctx, query)),
    route(searchTripsOperation, async ({ query }) => await searchTrips(query)),
    route(getTripOperation, async ({ params }) => await getTrip(ctx, params.tripId)),
  ];
}
