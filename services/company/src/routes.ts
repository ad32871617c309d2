import * as contracts from '@safiri/contracts';
import { route, type Route } from '@safiri/runtime';
import { findCompany, listCompanies } from './companies/list-companies.ts';
import type { Ctx } from './context.ts';
import { getFeedImport } from './feeds/get-feed-import.ts';
import { startFeedImport } from './feeds/start-feed-import.ts';
import { listBuses } from './fleet/list-buses.ts';
import { putBus } from './fleet/put-bus.ts';
import { putLayout } from './fleet/put-layout.ts';
import { listNames } from './names/list-names.ts';
import { putRoute } from './routes/put-route.ts';
import { getTripPath } from './shapes/get-trip-path.ts';
import { putStop } from './stops/put-stop.ts';
import { putScheduledTrip } from './timetable/put-scheduled-trip.ts';
import { cancelTrip } from './trips/cancel-trip.ts';
import { tripsAhead } from './trips/count-trips-ahead.ts';
import { listTrips } from './trips/list-trips.ts';

/** Who may is declared with each operation; that staff act for their own company is checked in each use case. */
export function companyRoutes(ctx: Ctx): Route[] {
  return [
    route(contracts.importFeed, (request) => startFeedImport(ctx, request)),
    route(contracts.getFeedImport, (request) => getFeedImport(ctx, request)),
    route(contracts.listCompanies, (request) => listCompanies(ctx, request.query)),
    route(contracts.getCompany, (request) => findCompany(ctx, request.params.companyId)),
    route(contracts.putLayout, (request) => putLayout(ctx, request)),
    route(contracts.putBus, (request) => putBus(ctx, request)),
    route(contracts.listBuses, (request) => listBuses(ctx, request)),
    route(contracts.putStop, (request) => putStop(ctx, request)),
    route(contracts.putRoute, (request) => putRoute(ctx, request)),
    route(contracts.putScheduledTrip, (request) => putScheduledTrip(ctx, request)),
    route(contracts.countTripsAhead, (request) => tripsAhead(ctx, request)),
    route(contracts.listTrips, (request) => listTrips(ctx, request)),
    route(contracts.getTripPath, (request) => getTripPath(ctx, request)),
    route(contracts.listNames, (request) => listNames(ctx, request)),
    route(contracts.cancelTrip, (request) => cancelTrip(ctx, request)),
  ];
}
