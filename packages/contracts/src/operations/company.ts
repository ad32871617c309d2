import Type, { type Static } from 'typebox';
import { Id, Instant, Latitude, LocalDate, Longitude, Name, TimeZone, TripId } from '../fields.ts';
import { SeatLayout } from '../layout.ts';
import { operation } from '../operation.ts';
import { getTripPath, listNames } from './feed-facts.ts';

const staff = (permission: 'feed:import' | 'fleet:write' | 'timetable:write' | 'trip:cancel') =>
  ({ kind: 'staff', permission }) as const;

export const Company = Type.Object({
  companyId: Id,
  name: Name,
  timeZone: TimeZone,
  phone: Type.Union([Type.String(), Type.Null()]),
  email: Type.Union([Type.String(), Type.Null()]),
  url: Type.Union([Type.String(), Type.Null()]),
});
export type Company = Static<typeof Company>;

export const FeedProblem = Type.Object({
  severity: Type.Union([Type.Literal('error'), Type.Literal('warning'), Type.Literal('info')]),
  code: Type.String(),
  file: Type.String(),
  line: Type.Union([Type.Integer(), Type.Null()]),
  field: Type.Union([Type.String(), Type.Null()]),
  value: Type.Union([Type.String(), Type.Null()]),
  expected: Type.String(),
});
export type FeedProblem = Static<typeof FeedProblem>;

export const FeedImport = Type.Object({
  importId: Id,
  feedName: Name,
  status: Type.Union([
    Type.Literal('running'),
    Type.Literal('imported'),
    Type.Literal('unchanged'),
    Type.Literal('refused'),
    Type.Literal('failed'),
  ]),
  progress: Type.Object({ step: Type.String(), percent: Type.Integer({ minimum: 0, maximum: 100 }) }),
  shiftDays: Type.Integer(),
  counts: Type.Record(Type.String(), Type.Integer()),
  problems: Type.Array(FeedProblem, { maxItems: 1000 }),
  problemCount: Type.Integer(),
});
export type FeedImport = Static<typeof FeedImport>;

export const importFeed = operation({
  id: 'importFeed',
  service: 'company',
  method: 'POST',
  path: '/feed-imports',
  summary: 'Upload a GTFS feed as a zip; the import goes on in the background',
  who: staff('feed:import'),
  query: Type.Object({ feedName: Name, shiftDates: Type.Optional(Type.Boolean()) }),
  /** National feeds of hundreds of thousands of stop times pack to some ten megabytes. */
  upload: { mediaTypes: ['application/zip', 'application/octet-stream'], maxBytes: 64 * 1024 * 1024 },
  success: { status: 202, body: FeedImport },
  refusals: { IMPORT_RUNNING: 409 },
});

export const getFeedImport = operation({
  id: 'getFeedImport',
  service: 'company',
  method: 'GET',
  path: '/feed-imports/:importId',
  summary: 'How an import goes, and every problem it found',
  who: staff('feed:import'),
  params: Type.Object({ importId: Id }),
  success: { status: 200, body: FeedImport },
  refusals: {},
});

export const listCompanies = operation({
  id: 'listCompanies',
  service: 'company',
  method: 'GET',
  path: '/companies',
  summary: 'Companies on the platform',
  who: { kind: 'anyone' },
  query: Type.Object({ limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })) }),
  success: { status: 200, body: Type.Object({ companies: Type.Array(Company, { maxItems: 100 }) }) },
  refusals: {},
});

export const getCompany = operation({
  id: 'getCompany',
  service: 'company',
  method: 'GET',
  path: '/companies/:companyId',
  summary: 'A company on the platform',
  who: { kind: 'anyone' },
  params: Type.Object({ companyId: Id }),
  success: { status: 200, body: Company },
  refusals: {},
});

/** Layouts and buses are made with ids the client mints, so that repeating a call changes nothing. */
export const putLayout = operation({
  id: 'putLayout',
  service: 'company',
  method: 'PUT',
  path: '/layouts/:layoutId',
  summary: "Make or change a seat layout of one's company",
  who: staff('fleet:write'),
  params: Type.Object({ layoutId: Id }),
  body: Type.Object({
    companyId: Id,
    name: Name,
    decks: SeatLayout.properties.decks,
    isDefault: Type.Optional(Type.Boolean()),
  }),
  success: { status: 200, body: SeatLayout },
  refusals: { LAYOUT_INVALID: 422, LAYOUT_IN_USE: 409 },
});

export const Bus = Type.Object({
  busId: Id,
  companyId: Id,
  plate: Type.String({ minLength: 2, maxLength: 16 }),
  layoutId: Id,
});
export const putBus = operation({
  id: 'putBus',
  service: 'company',
  method: 'PUT',
  path: '/buses/:busId',
  summary: "Make or change a bus of one's company",
  who: staff('fleet:write'),
  params: Type.Object({ busId: Id }),
  body: Type.Object({ companyId: Id, plate: Bus.properties.plate, layoutId: Id }),
  success: { status: 200, body: Bus },
  refusals: { PLATE_TAKEN: 409, LAYOUT_UNKNOWN: 422 },
});

export const listBuses = operation({
  id: 'listBuses',
  service: 'company',
  method: 'GET',
  path: '/companies/:companyId/buses',
  summary: "Buses of one's company",
  who: staff('fleet:write'),
  params: Type.Object({ companyId: Id }),
  success: { status: 200, body: Type.Object({ buses: Type.Array(Bus, { maxItems: 1000 }) }) },
  refusals: {},
});

export const putStop = operation({
  id: 'putStop',
  service: 'company',
  method: 'PUT',
  path: '/stops/:stopId',
  summary: "Make or change a stop that one's company serves",
  who: staff('timetable:write'),
  params: Type.Object({ stopId: Id }),
  body: Type.Object({
    companyId: Id,
    name: Name,
    latitude: Latitude,
    longitude: Longitude,
    timeZone: Type.Optional(TimeZone),
  }),
  success: { status: 200, body: Type.Object({ stopId: Id, name: Name }) },
  refusals: {},
});

/** Seconds counted from the departure at the first stop. A pattern may run for several days. */
const Offset = Type.Integer({ minimum: 0, maximum: 7 * 86_400 });
export const putRoute = operation({
  id: 'putRoute',
  service: 'company',
  method: 'PUT',
  path: '/routes/:routeId',
  summary: 'Make or change a route with its stop pattern, running times and fares',
  who: staff('timetable:write'),
  params: Type.Object({ routeId: Id }),
  body: Type.Object({
    companyId: Id,
    name: Name,
    patternId: Id,
    stops: Type.Array(Type.Object({ stopId: Id, arriveSeconds: Offset, departSeconds: Offset }), {
      minItems: 2,
      maxItems: 256,
    }),
    /** One amount per leg, in minor units; the fare of a stretch is their sum. Left out: the distance fare table. */
    legFares: Type.Optional(
      Type.Object({
        currency: Type.String({ pattern: '^[A-Z]{3}$' }),
        amountsMinor: Type.Array(Type.Integer({ minimum: 0, maximum: 1e9 }), { minItems: 1, maxItems: 255 }),
      }),
    ),
  }),
  success: { status: 200, body: Type.Object({ routeId: Id, patternId: Id }) },
  refusals: { STOP_UNKNOWN: 422, TIMES_DECREASE: 422, PATTERN_IN_USE: 409, FARES_MISMATCH: 422, CURRENCY_UNKNOWN: 422 },
});

export const putScheduledTrip = operation({
  id: 'putScheduledTrip',
  service: 'company',
  method: 'PUT',
  path: '/scheduled-trips/:scheduledTripId',
  summary: 'Make or change a timetable entry; its trips are dated for the sale horizon',
  who: staff('timetable:write'),
  params: Type.Object({ scheduledTripId: Id }),
  body: Type.Object({
    companyId: Id,
    routeId: Id,
    patternId: Id,
    /** Seconds of the local service day; may pass 24:00. */
    startSeconds: Type.Integer({ minimum: 0, maximum: 48 * 3600 }),
    weekdays: Type.Array(Type.Integer({ minimum: 1, maximum: 7 }), { minItems: 1, maxItems: 7, uniqueItems: true }),
    firstDate: LocalDate,
    lastDate: LocalDate,
    busId: Type.Optional(Type.Union([Id, Type.Null()])),
  }),
  success: { status: 200, body: Type.Object({ scheduledTripId: Id, tripsScheduled: Type.Integer() }) },
  refusals: { PATTERN_UNKNOWN: 422, BUS_UNKNOWN: 422, DATES_OUT_OF_ORDER: 422 },
});

export const Trip = Type.Object({
  tripId: TripId,
  companyId: Id,
  routeName: Name,
  /** The first and the last stop: a route is run both ways under one name. */
  fromStop: Name,
  toStop: Name,
  serviceDate: LocalDate,
  departsAt: Instant,
  /** It runs by a headway without promised times: it departs about then. */
  approximate: Type.Boolean(),
  status: Type.Union([Type.Literal('scheduled'), Type.Literal('cancelled')]),
});
export const listTrips = operation({
  id: 'listTrips',
  service: 'company',
  method: 'GET',
  path: '/companies/:companyId/trips',
  summary: "Trips of one's company on a service date, earliest first",
  who: { kind: 'staff', permission: 'ticket:scan', scoped: true },
  params: Type.Object({ companyId: Id }),
  query: Type.Object({ serviceDate: LocalDate, after: Type.Optional(TripId) }),
  success: { status: 200, body: Type.Object({ trips: Type.Array(Trip, { maxItems: 200 }), more: Type.Boolean() }) },
  refusals: {},
});

export const cancelTrip = operation({
  id: 'cancelTrip',
  service: 'company',
  method: 'POST',
  path: '/trips/:tripId/cancellation',
  summary: 'Cancel a trip that has not left; cancelling twice changes nothing',
  who: staff('trip:cancel'),
  params: Type.Object({ tripId: TripId }),
  body: Type.Object({ reason: Type.String({ minLength: 3, maxLength: 300 }) }),
  success: { status: 200, body: Trip },
  refusals: { TRIP_DEPARTED: 409 },
});

export const countTripsAhead = operation({
  id: 'countTripsAhead',
  service: 'company',
  method: 'GET',
  path: '/companies/:companyId/trips-ahead',
  summary: 'How many trips of a company have not left and are not cancelled',
  who: { kind: 'service', callers: ['auth'] },
  params: Type.Object({ companyId: Id }),
  success: { status: 200, body: Type.Object({ trips: Type.Integer() }) },
  refusals: {},
});

export const companyOperations = {
  countTripsAhead,
  importFeed,
  getFeedImport,
  listCompanies,
  getCompany,
  putLayout,
  putBus,
  listBuses,
  putStop,
  putRoute,
  putScheduledTrip,
  listTrips,
  getTripPath,
  listNames,
  cancelTrip,
};
