import {
  getTrip as getTripOperation,
  listNextDepartures as listNextDeparturesOperation,
  listTravelDays as listTravelDaysOperation,
  listTripBuses as listTripBusesOperation,
  listTripStops as listTripStopsOperation,
  searchTrips as searchTripsOperation,
} from '@safiri/contracts';
import { route, textRoute, type Route } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { createPlaceMemory } from '../places/place-memory.ts';
import { placeRoutes } from '../places/routes.ts';
import { getTrip } from './get-trip.ts';
import { listNextDepartures } from './list-next-departures.ts';
import { createTravelDays } from './list-travel-days.ts';
import { listTripBuses } from './list-trip-buses.ts';
import { listTripStops } from './list-trip-stops.ts';
import { usualAges, type Ages } from './look-for-changes.ts';
import { createNetworkMemory } from './network-memory.ts';
import { createTripSearch, createTripSearchText } from './search-trips.ts';

/** Finding a place and a trip: operation → use case. */
export function searchRoutes(ctx: Pick<Ctx, 'db'>, ages: Ages = usualAges): Route[] {
  const memory = createNetworkMemory(ctx.db, ages);
  const searchTrips = createTripSearch(ctx.db, ages, memory);
  const searchTripsText = createTripSearchText(ctx.db, memory);
  const listTravelDays = createTravelDays(memory);
  const places = createPlaceMemory({
    db: ctx.db,
    networkVersion: async () => {
      await memory.catchUp();
      return memory.networkVersion();
    },
  });
  return [
    ...placeRoutes(ctx.db, places),
    textRoute(searchTripsOperation, async ({ query }) => await searchTripsText(query)),
    route(
      listNextDeparturesOperation,
      async (request) => await listNextDepartures({ db: ctx.db, searchTrips }, request),
    ),
    route(listTravelDaysOperation, async ({ query }) => await listTravelDays(query)),
    route(listTripBusesOperation, async ({ query }) => await listTripBuses(ctx, numbersOf(query.trips))),
    route(listTripStopsOperation, async ({ query }) => await listTripStops(ctx, numbersOf(query.trips))),
    route(getTripOperation, async ({ params }) => await getTrip(ctx, params.tripId)),
  ];
}

/** "1,2,3", as the contract has it. */
function numbersOf(text: string): number[] {
  return text.split(',').map(Number);
}
