import Type, { type Static } from 'typebox';
import { Email, Id, Instant, Locale, Name, Phone, StopIndex, TripId } from '../fields.ts';
import { operation } from '../operation.ts';
import { StopTime } from '../trip-offer.ts';

export const WaitingStatus = Type.Union([
  Type.Literal('waiting'),
  /** Seats are held for the passenger until `offer.until`. */
  Type.Literal('offered'),
  /** The offer was paid. */
  Type.Literal('taken'),
  Type.Literal('withdrawn'),
  /** The offer was passed on, or the bus has left or does not run. */
  Type.Literal('over'),
]);
export type WaitingStatus = Static<typeof WaitingStatus>;

/** Somebody who wants seats on a stretch of a trip that has too few left. */
export const WaitingEntry = Type.Object({
  entryId: Id,
  tripId: TripId,
  companyName: Name,
  from: StopTime,
  to: StopTime,
  seats: Type.Integer({ minimum: 1, maximum: 8 }),
  status: WaitingStatus,
  place: Type.Union([Type.Integer({ minimum: 1 }), Type.Null()], {
    description: 'Place in the line of the trip, the first being 1; null for who does not wait any more',
  }),
  offer: Type.Union([Type.Object({ orderId: Id, until: Instant }), Type.Null()], {
    description: 'The order that holds the offered seats, and until when; null while nothing is offered',
  }),
  contact: Type.Object({ phone: Type.Union([Phone, Type.Null()]), email: Type.Union([Email, Type.Null()]) }),
  joinedAt: Instant,
});
export type WaitingEntry = Static<typeof WaitingEntry>;

const entryParams = Type.Object({ entryId: Id });

export const joinWaitingList = operation({
  id: 'joinWaitingList',
  service: 'ticketing',
  method: 'POST',
  path: '/trips/:tripId/waiting-list',
  summary:
    'Wait for seats on a stretch of a full trip: they are offered in order when they come free, held for a while',
  who: { kind: 'visitor' },
  params: Type.Object({ tripId: TripId }),
  idempotencyKey: true,
  body: Type.Object({
    from: StopIndex,
    to: StopIndex,
    seats: Type.Integer({ minimum: 1, maximum: 8 }),
    contact: Type.Object({ phone: Type.Optional(Phone), email: Type.Optional(Email) }),
    locale: Type.Optional(Locale),
    reducedMobility: Type.Optional(Type.Boolean({ description: 'As in a hold' })),
    womenOnly: Type.Optional(Type.Boolean({ description: 'As in a hold' })),
  }),
  success: { status: 201, body: WaitingEntry },
  refusals: {
    TOO_MANY_HOLDS_FROM_ADDRESS: 429,
    /** So many seats can be had now: hold them. */
    SEATS_AVAILABLE: 409,
    ALREADY_WAITING: 409,
    WAITING_IN_MANY_LINES: 409,
    WAITING_LIST_FULL: 409,
    TRIP_NOT_ON_SALE: 409,
    TRIP_DEPARTED: 409,
    STRETCH_INVALID: 422,
    CONTACT_MISSING: 422,
    IDEMPOTENCY_KEY_REUSED: 422,
  },
});

export const getWaitingEntry = operation({
  id: 'getWaitingEntry',
  service: 'ticketing',
  method: 'GET',
  path: '/waiting-list/:entryId',
  summary: "One's own place in the line of a trip, and what is offered",
  who: { kind: 'visitor' },
  params: entryParams,
  success: { status: 200, body: WaitingEntry },
  refusals: {},
});

export const leaveWaitingList = operation({
  id: 'leaveWaitingList',
  service: 'ticketing',
  method: 'DELETE',
  path: '/waiting-list/:entryId',
  summary: 'Wait no longer, and give back what is offered; repeating it changes nothing',
  who: { kind: 'visitor' },
  params: entryParams,
  success: { status: 204 },
  refusals: { OFFER_TAKEN: 409 },
});

export const waitingListOperations = { joinWaitingList, getWaitingEntry, leaveWaitingList };
