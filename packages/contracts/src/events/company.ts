import Type, { type Static } from 'typebox';
import { event } from '../event.ts';
import { Currency, Id, Instant, LocalDate, Name, TimeZone, TripId } from '../fields.ts';
import { SeatLayout } from '../layout.ts';

const Version = Type.Integer({ minimum: 1 });
const nullable = <Schema extends Type.TSchema>(schema: Schema) => Type.Union([schema, Type.Null()]);

export const companyChanged = event({
  type: 'company-changed',
  source: 'company',
  payload: Type.Object({
    companyId: Id,
    version: Version,
    name: Name,
    timeZone: TimeZone,
    phone: nullable(Type.String()),
    email: nullable(Type.String()),
    url: nullable(Type.String()),
  }),
});

export const StopState = Type.Object({
  stopId: Id,
  version: Version,
  removed: Type.Boolean(),
  kind: Type.Union([Type.Literal('stop'), Type.Literal('station')]),
  name: Name,
  latitude: Type.Number(),
  longitude: Type.Number(),
  timeZone: TimeZone,
  stationId: nullable(Id),
  /** Other than its name, as its feed translates it, in order; people search by them. More than 20 no stop is known by. Left out: none. */
  otherNames: Type.Optional(Type.Array(Name, { maxItems: 20 })),
});
export type StopState = Static<typeof StopState>;
/** At most 500 stops in one event. */
export const stopsChanged = event({
  type: 'stops-changed',
  source: 'company',
  payload: Type.Object({ stops: Type.Array(StopState, { maxItems: 500 }) }),
});

export const layoutChanged = event({
  type: 'layout-changed',
  source: 'company',
  payload: Type.Object({ version: Version, companyId: Id, layout: SeatLayout }),
});

export const PatternState = Type.Object({
  patternId: Id,
  version: Version,
  removed: Type.Boolean(),
  companyId: Id,
  routeId: Id,
  routeName: Name,
  /** Seconds from the departure at the first stop; boarding and alighting as the timetable allows them. */
  stops: Type.Array(
    Type.Object({
      stopId: Id,
      arriveSeconds: Type.Integer(),
      departSeconds: Type.Integer(),
      boarding: Type.Boolean(),
      alighting: Type.Boolean(),
    }),
    { minItems: 2, maxItems: 256 },
  ),
});
export type PatternState = Static<typeof PatternState>;
export const patternsChanged = event({
  type: 'patterns-changed',
  source: 'company',
  payload: Type.Object({ patterns: Type.Array(PatternState, { maxItems: 100 }) }),
});

export const PatternFares = Type.Object({
  patternId: Id,
  version: Version,
  companyId: Id,
  currency: Currency,
  source: Type.Union([Type.Literal('feed'), Type.Literal('company'), Type.Literal('distance')]),
  /** For n stops, the n(n−1)/2 pairs in the order (0,1), (0,2) … (0,n−1), (1,2) …; null where no fare is sold. */
  amountsMinor: Type.Array(nullable(Type.Integer({ minimum: 0 })), { minItems: 1, maxItems: 32_640 }),
});
export type PatternFares = Static<typeof PatternFares>;
/** Fares belong to ticketing; the timetable's transaction tells them. */
export const faresChanged = event({
  type: 'fares-changed',
  source: 'company',
  payload: Type.Object({ fares: Type.Array(PatternFares, { maxItems: 100 }) }),
});

export const TripState = Type.Object({
  tripId: TripId,
  version: Version,
  companyId: Id,
  patternId: Id,
  layoutId: Id,
  serviceDate: LocalDate,
  /** Departure at the first stop. */
  departsAt: Instant,
  /** It runs by a headway without promised times: it departs about then. Left out: at that time. */
  approximate: Type.Optional(Type.Boolean()),
  status: Type.Union([Type.Literal('scheduled'), Type.Literal('cancelled')]),
});
export type TripState = Static<typeof TripState>;
/** One event per service date and batch of at most 500 trips; each (trip, version) stands for itself. */
export const tripsScheduled = event({
  type: 'trips-scheduled',
  source: 'company',
  payload: Type.Object({ serviceDate: LocalDate, trips: Type.Array(TripState, { maxItems: 500 }) }),
});
export const tripCancelled = event({
  type: 'trip-cancelled',
  source: 'company',
  payload: Type.Object({ trip: TripState, reason: Type.String() }),
});

export const companyEvents = {
  companyChanged,
  stopsChanged,
  layoutChanged,
  patternsChanged,
  faresChanged,
  tripsScheduled,
  tripCancelled,
};
