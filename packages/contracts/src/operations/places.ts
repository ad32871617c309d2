import Type, { type Static } from 'typebox';
import { Id, LocalDate, Money, Name, TimeZone } from '../fields.ts';
import { operation } from '../operation.ts';
import { Place, StopTime } from '../trip-offer.ts';

const Offset = Type.Integer({ minimum: 0, maximum: 100_000 });
const PageLimit = Type.Integer({ minimum: 1, maximum: 1_000 });

export const PlaceDetail = Type.Object({
  place: Place,
  timeZone: TimeZone,
  town: Type.Union([Place, Type.Null()], { description: 'The town or station it is a part of, where it is one' }),
  nearby: Type.Array(Place, { maxItems: 5, description: 'Where buses call within 60 km, the nearest first' }),
});
export type PlaceDetail = Static<typeof PlaceDetail>;

export const getPlace = operation({
  id: 'getPlace',
  service: 'ticketing',
  method: 'GET',
  path: '/places/:placeId',
  summary: 'A place, and others near it',
  who: { kind: 'anyone' },
  params: Type.Object({ placeId: Id }),
  success: { status: 200, body: PlaceDetail },
  refusals: {},
});

export const listPlaces = operation({
  id: 'listPlaces',
  service: 'ticketing',
  method: 'GET',
  path: '/served-places',
  summary: 'Places where buses call in the next seven days, the busiest first',
  who: { kind: 'anyone' },
  query: Type.Object({ offset: Type.Optional(Offset), limit: Type.Optional(PageLimit) }),
  success: {
    status: 200,
    body: Type.Object({ places: Type.Array(Place, { maxItems: 1_000 }), total: Type.Integer() }),
  },
  refusals: {},
});

export const Connection = Type.Object({
  from: Place,
  to: Place,
  departures: Type.Integer({ description: 'In the next seven days' }),
  lowestFare: Money,
});
export type Connection = Static<typeof Connection>;

export const listConnections = operation({
  id: 'listConnections',
  service: 'ticketing',
  method: 'GET',
  path: '/connections',
  summary:
    'From where to where buses go without a change, the busiest first; the 20,000 busiest are known, an hour old at the most',
  who: { kind: 'anyone' },
  query: Type.Object({
    from: Type.Optional(Id),
    companyId: Type.Optional(Id),
    offset: Type.Optional(Offset),
    limit: Type.Optional(PageLimit),
  }),
  success: {
    status: 200,
    body: Type.Object({ connections: Type.Array(Connection, { maxItems: 1_000 }), total: Type.Integer() }),
  },
  refusals: {},
});

export const TravelDay = Type.Object({
  date: LocalDate,
  trips: Type.Integer({
    description: 'That leave on this day, as clocks at the boarding stop show it; 100 at the most',
  }),
  lowestFares: Type.Array(Money, { maxItems: 5, description: 'One a currency, that of most trips first' }),
});
export type TravelDay = Static<typeof TravelDay>;

export const listTravelDays = operation({
  id: 'listTravelDays',
  service: 'ticketing',
  method: 'GET',
  path: '/travel-days',
  summary: 'On which days trips go from a place to another, and the lowest fare of each',
  who: { kind: 'anyone' },
  traffic: 'searches',
  query: Type.Object({ from: Id, to: Id, first: LocalDate, days: Type.Integer({ minimum: 1, maximum: 31 }) }),
  success: { status: 200, body: Type.Object({ days: Type.Array(TravelDay, { maxItems: 31 }) }) },
  refusals: { PLACE_UNKNOWN: 404 },
});

const tripNumbers = (most: number) =>
  Type.String({
    maxLength: most * 17,
    pattern: `^[1-9]\\d{0,14}(,[1-9]\\d{0,14}){0,${most - 1}}$`,
    description: `Numbers of at most ${most} trips, with commas between`,
  });

export const Amenity = Type.Union([Type.Literal('toilet'), Type.Literal('accessible-seat'), Type.Literal('two-decks')]);
export type Amenity = Static<typeof Amenity>;

export const TripBus = Type.Object({
  classes: Type.Array(Type.String({ maxLength: 20 }), {
    maxItems: 10,
    description: 'Of seats, as the layout names them',
  }),
  amenities: Type.Array(Amenity, { maxItems: 3 }),
  tripIds: Type.Array(Type.Integer(), { maxItems: 100 }),
});
export type TripBus = Static<typeof TripBus>;

export const listTripBuses = operation({
  id: 'listTripBuses',
  service: 'ticketing',
  method: 'GET',
  path: '/trip-buses',
  summary: 'What the buses of these trips have',
  who: { kind: 'anyone' },
  query: Type.Object({ trips: tripNumbers(100) }),
  success: { status: 200, body: Type.Object({ buses: Type.Array(TripBus, { maxItems: 100 }) }) },
  refusals: {},
});

export const listTripStops = operation({
  id: 'listTripStops',
  service: 'ticketing',
  method: 'GET',
  path: '/trip-stops',
  summary: 'All stops of these trips with their times',
  who: { kind: 'anyone' },
  query: Type.Object({ trips: tripNumbers(20) }),
  success: {
    status: 200,
    body: Type.Object({
      trips: Type.Array(
        Type.Object({ tripId: Type.Integer(), routeName: Name, stops: Type.Array(StopTime, { maxItems: 256 }) }),
        { maxItems: 20 },
      ),
    }),
  },
  refusals: {},
});

export const placeOperations = {
  getPlace,
  listPlaces,
  listConnections,
  listTravelDays,
  listTripBuses,
  listTripStops,
};
