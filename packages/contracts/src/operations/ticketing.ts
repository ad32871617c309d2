import Type from 'typebox';
import {
  Email,
  Id,
  LinkToken,
  LocalDate,
  Locale,
  Money,
  PersonName,
  Phone,
  SeatNumber,
  StopIndex,
  TripId,
  Instant,
} from '../fields.ts';
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
  summary: 'The layout of a trip, with the seats that are taken on a stretch',
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
    taken: Type.Pick(SeatMap, ['taken']),
    /** The last event. Nobody needs to connect again. */
    closed: Type.Object({ reason: Type.Union([Type.Literal('off-sale'), Type.Literal('departed')]) }),
  },
  refusals: { STRETCH_INVALID: 422 },
});

/** One entry a trip and stretch: a single or a round trip. */
export function wishedTrips({ mostSeats }: { readonly mostSeats: number }) {
  return Type.Array(
    Type.Object({
      tripId: TripId,
      from: StopIndex,
      to: StopIndex,
      seats: Type.Array(SeatNumber, { minItems: 1, maxItems: mostSeats, uniqueItems: true }),
    }),
    { minItems: 1, maxItems: 2 },
  );
}

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
  }),
  success: { status: 201, body: Order },
  refusals: {
    TOO_MANY_HOLDS_FROM_ADDRESS: 429,
    SEATS_TAKEN: 409,
    TOO_MANY_SEATS_HELD: 409,
    TRIP_NOT_ON_SALE: 409,
    TRIP_DEPARTED: 409,
    TRIP_TWICE: 422,
    STRETCH_INVALID: 422,
    SEAT_UNKNOWN: 422,
    CURRENCY_MIXED: 422,
    IDEMPOTENCY_KEY_REUSED: 422,
  },
});

const orderParams = Type.Object({ orderId: Id });

export const getOrder = operation({
  id: 'getOrder',
  service: 'ticketing',
  method: 'GET',
  path: '/orders/:orderId',
  summary: "One's own order",
  who: { kind: 'visitor' },
  params: orderParams,
  success: { status: 200, body: Order },
  refusals: {},
});

export const listMyOrders = operation({
  id: 'listMyOrders',
  service: 'ticketing',
  method: 'GET',
  path: '/orders',
  summary: "One's own confirmed orders, newest first",
  who: { kind: 'visitor' },
  query: Type.Object({ before: Type.Optional(Id) }),
  success: { status: 200, body: Type.Object({ orders: Type.Array(Order, { maxItems: 20 }), more: Type.Boolean() }) },
  refusals: {},
});

export const checkOutOrder = operation({
  id: 'checkOutOrder',
  service: 'ticketing',
  method: 'POST',
  path: '/orders/:orderId/checkout',
  summary:
    'Name passengers and contact, fix the amount, and open the order for payment; repeating it changes nothing but names and contact',
  who: { kind: 'visitor' },
  params: orderParams,
  body: Type.Object({
    contact: Type.Object({ phone: Type.Optional(Phone), email: Type.Optional(Email) }),
    passengers: Type.Array(Type.Object({ claimId: Id, name: PersonName }), { minItems: 1, maxItems: 16 }),
  }),
  success: { status: 200, body: Order },
  refusals: { ORDER_NOT_HELD: 409, HOLD_EXPIRED: 409, CONTACT_MISSING: 422, PASSENGERS_MISMATCH: 422 },
});

export const releaseOrder = operation({
  id: 'releaseOrder',
  service: 'ticketing',
  method: 'DELETE',
  path: '/orders/:orderId',
  summary: 'Give the held seats back at once; repeating it changes nothing',
  who: { kind: 'visitor' },
  params: orderParams,
  success: { status: 204 },
  refusals: { ORDER_NOT_HELD: 409 },
});

export const claimGuestOrders = operation({
  id: 'claimGuestOrders',
  service: 'ticketing',
  method: 'POST',
  path: '/guest-orders',
  summary: "Move the orders of one's guest subject to the account one signed in with",
  who: { kind: 'account' },
  body: Type.Object({ guestToken: Type.String({ maxLength: 4096 }) }),
  success: { status: 200, body: Type.Object({ moved: Type.Integer() }) },
  refusals: { GUEST_TOKEN_INVALID: 422 },
});

export const getOrderByLink = operation({
  id: 'getOrderByLink',
  service: 'ticketing',
  method: 'GET',
  path: '/links/:link',
  summary: 'An order by its private link',
  who: { kind: 'anyone' },
  params: Type.Object({ link: LinkToken }),
  success: { status: 200, body: Order },
  refusals: {},
});

export const getPayableOrder = operation({
  id: 'getPayableOrder',
  service: 'ticketing',
  method: 'GET',
  path: '/orders/:orderId/payable',
  summary: 'What payment needs to charge an order that is open for payment',
  who: { kind: 'service', callers: ['payment'] },
  params: orderParams,
  query: Type.Object({ payer: Id }),
  success: {
    status: 200,
    body: Type.Object({
      orderId: Id,
      ownerId: Id,
      reference: Type.String(),
      total: Money,
      payUntil: Instant,
      companyIds: Type.Array(Id, { maxItems: 2 }),
    }),
  },
  refusals: { ORDER_NOT_OPEN: 409 },
});

export const ticketingStreams = { followSeatMap };

export const ticketingOperations = {
  findPlaces,
  searchTrips,
  getTrip,
  getSeatMap,
  holdSeats,
  getOrder,
  listMyOrders,
  checkOutOrder,
  releaseOrder,
  claimGuestOrders,
  getOrderByLink,
  getPayableOrder,
};
