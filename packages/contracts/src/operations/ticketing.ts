import Type, { type Static } from 'typebox';
import { Id, LocalDate, Locale, SeatNumber, StopIndex, TripId } from '../fields.ts';
import { eventStream } from '../event-stream.ts';
import { operation } from '../operation.ts';
import { Order } from '../order.ts';
import { Place, SeatMap, TripDetail, TripOffer } from '../trip-offer.ts';

export const findPlaces = operation({
  id: 'findPlaces',
  service: 'ticketing',
  method: 'GET',
  path: '/places',
  summary: 'Stops and towns by what a person types',
  who: { kind: 'anyone' },
  query: Type.Object({
    text: Type.String({ maxLength: 80, description: 'Left empty: the places most routes serve' }),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 20 })),
  }),
  success: { status: 200, body: Type.Object({ places: Type.Array(Place, { maxItems: 20 }) }) },
  refusals: {},
});

export const searchTrips = operation({
  id: 'searchTrips',
  service: 'ticketing',
  method: 'GET',
  path: '/trips',
  summary: 'Trips from a stop or station to another on the local date of boarding, earliest first',
  who: { kind: 'anyone' },
  traffic: 'searches',
  query: Type.Object({ from: Id, to: Id, date: LocalDate }),
  success: { status: 200, body: Type.Object({ offers: Type.Array(TripOffer, { maxItems: 100 }) }) },
  refusals: { PLACE_UNKNOWN: 404 },
});

export const getTrip = operation({
  id: 'getTrip',
  service: 'ticketing',
  method: 'GET',
  path: '/trips/:tripId',
  summary: 'A trip with its stops and their times',
  who: { kind: 'anyone' },
  params: Type.Object({ tripId: TripId }),
  success: { status: 200, body: TripDetail },
  refusals: {},
});

export const getSeatMap = operation({
  id: 'getSeatMap',
  service: 'ticketing',
  method: 'GET',
  path: '/trips/:tripId/seat-map',
  summary: 'The layout of a trip, with the seats that are taken on a stretch, and those that women alone can have',
  who: { kind: 'anyone' },
  params: Type.Object({ tripId: TripId }),
  query: Type.Object({ from: StopIndex, to: StopIndex }),
  etag: true,
  success: { status: 200, body: SeatMap },
  refusals: { STRETCH_INVALID: 422 },
});

export const followSeatMap = eventStream({
  id: 'followSeatMap',
  service: 'ticketing',
  path: '/trips/:tripId/seat-map/updates',
  summary: 'The seats that are taken on a stretch, at once and again whenever that changes, while seats of it are sold',
  who: { kind: 'anyone' },
  params: Type.Object({ tripId: TripId }),
  query: Type.Object({ from: StopIndex, to: StopIndex }),
  follows: getSeatMap,
  events: {
    /** All seats that cannot be had now, not only those that changed. */
    taken: Type.Pick(SeatMap, ['taken', 'womenOnly']),
    /** The last event. Nobody needs to connect again. */
    closed: Type.Object({ reason: Type.Union([Type.Literal('off-sale'), Type.Literal('departed')]) }),
  },
  refusals: { STRETCH_INVALID: 422 },
});

/** One entry a trip and stretch, a single or a round trip: with the seats that are wanted, or with how many, whichever they are. */
export function wishedTrips({ mostSeats }: { readonly mostSeats: number }) {
  const stretch = { tripId: TripId, from: StopIndex, to: StopIndex };
  const named = Type.Object({
    ...stretch,
    seats: Type.Array(SeatNumber, { minItems: 1, maxItems: mostSeats, uniqueItems: true }),
    any: Type.Optional(Type.Never()),
  });
  const any = Type.Object({
    ...stretch,
    seats: Type.Optional(Type.Never()),
    any: Type.Object(
      {
        count: Type.Integer({ minimum: 1, maximum: mostSeats }),
        class: Type.Optional(Type.String({ minLength: 1, maxLength: 20, description: 'As the layout names it' })),
        accessible: Type.Optional(
          Type.Literal(true, { description: 'One of the seats is accessible; left out, such seats are given last' }),
        ),
      },
      { description: 'The best that are free: side by side if they can be' },
    ),
  });
  return Type.Array(Type.Union([named, any]), { minItems: 1, maxItems: 2 });
}

/** What a SEATS_TAKEN says beside its code. Nothing was held. */
export const LostSeats = Type.Object({
  seats: Type.Array(
    Type.Object({
      tripId: TripId,
      seat: SeatNumber,
      reason: Type.Optional(
        Type.Union([
          Type.Literal('women-only', {
            description: "Nobody has it, but the seat beside it is a woman's who travels alone",
          }),
          Type.Literal('waiting-list', { description: 'Nobody has it, but it is about to be offered to who waits' }),
        ]),
      ),
    }),
  ),
  alternatives: Type.Array(Type.Object({ tripId: TripId, seats: Type.Array(SeatNumber) }), {
    description:
      'As many seats of the same class, near those that were wanted, for each trip that has them. A hint: they were free a moment ago, and are not held',
  }),
});
export type LostSeats = Static<typeof LostSeats>;

/** What a TRIP_FULL says beside its code. Nothing was held. */
export const LostTrip = Type.Object({ tripId: TripId });
export type LostTrip = Static<typeof LostTrip>;

export const holdSeats = operation({
  id: 'holdSeats',
  service: 'ticketing',
  method: 'POST',
  path: '/orders',
  summary: 'Hold seats on one or two trips, all or none, for ten minutes',
  who: { kind: 'visitor' },
  idempotencyKey: true,
  device: true,
  body: Type.Object({
    trips: wishedTrips({ mostSeats: 8 }),
    locale: Type.Optional(Locale),
    reducedMobility: Type.Optional(
      Type.Boolean({ description: 'True: somebody needs a seat kept for passengers with reduced mobility' }),
    ),
    womenOnly: Type.Optional(
      Type.Boolean({
        description:
          'True: who rides is a woman travelling alone. Where the company has that rule, the seat beside her is sold to women who say so too',
      }),
    ),
  }),
  success: { status: 201, body: Order },
  refusals: {
    TOO_MANY_HOLDS_FROM_ADDRESS: 429,
    /** With LostSeats. */
    SEATS_TAKEN: 409,
    /** With LostTrip: no seat of the trip, or fewer than asked for whichever they be, can be had on the stretch. */
    TRIP_FULL: 409,
    TOO_MANY_SEATS_HELD: 409,
    TRIP_NOT_ON_SALE: 409,
    TRIP_DEPARTED: 409,
    TRIP_TWICE: 422,
    STRETCH_INVALID: 422,
    SEAT_UNKNOWN: 422,
    CLASS_UNKNOWN: 422,
    CURRENCY_MIXED: 422,
    IDEMPOTENCY_KEY_REUSED: 422,
  },
});

export const ticketingStreams = { followSeatMap };

export const ticketingOperations = {
  findPlaces,
  searchTrips,
  getTrip,
  getSeatMap,
  holdSeats,
};
