import Type, { type Static } from 'typebox';
import { Id, Instant, SeatNumber, StopIndex, TripId } from '../fields.ts';
import { operation } from '../operation.ts';
import { Order, OrderClaim, OrderStatus, OrderTicket } from '../order.ts';
import { holdSeats, wishedTrips } from './ticketing.ts';
import { WaitingEntry } from './waiting-list.ts';

/** A bus-full: no layout of a road bus has more seats. */
const mostSeats = 200;

const companyParams = Type.Object({ companyId: Id });

export const KeptFor = Type.Union([
  /** A seat that is broken, for instance. */
  Type.Literal('nobody'),
  /** The company's own people: a second driver, a guest. */
  Type.Literal('house'),
  Type.Literal('counter'),
  Type.Literal('road'),
  Type.Literal('reduced-mobility'),
]);

const keptSeatsAsked = {
  tripId: Type.Optional(TripId),
  layoutId: Type.Optional(Id),
  seats: Type.Array(SeatNumber, { minItems: 1, maxItems: mostSeats, uniqueItems: true }),
  keptFor: KeptFor,
  minutesBefore: Type.Union(
    [
      /** At the most a year: trips are on sale for less. */
      Type.Integer({
        minimum: 0,
        maximum: 525_600,
        description: 'Until so long before the departure at the first stop',
      }),
      Type.Null(),
    ],
    { description: 'Null: until the trip is over' },
  ),
  reason: Type.String({ minLength: 1, maxLength: 200, pattern: '\\S' }),
};

export const KeptSeats = Type.Object({
  keptId: Id,
  tripId: Type.Union([TripId, Type.Null()], { description: 'Null: kept on all trips of a layout' }),
  layoutId: Type.Union([Id, Type.Null()]),
  seats: keptSeatsAsked.seats,
  keptFor: KeptFor,
  minutesBefore: keptSeatsAsked.minutesBefore,
  reason: keptSeatsAsked.reason,
  keptBy: Id,
  keptAt: Instant,
});
export type KeptSeats = Static<typeof KeptSeats>;

/** Somebody who has a kept seat all the same, because they had it first. */
export const SeatHad = Type.Object({
  seat: SeatNumber,
  from: StopIndex,
  to: StopIndex,
  status: Type.Union([Type.Literal('held'), Type.Literal('sold')]),
  /** When the hold ends; null for a seat that is sold. */
  heldUntil: Type.Union([Instant, Type.Null()]),
  orderId: Id,
  reference: Type.String(),
});
export type SeatHad = Static<typeof SeatHad>;

export const listKeptSeats = operation({
  id: 'listKeptSeats',
  service: 'ticketing',
  method: 'GET',
  path: '/companies/:companyId/kept-seats',
  summary: "Seats that one's company keeps, newest first; of one trip or layout, or all",
  who: { kind: 'staff', permission: 'seat:keep', scoped: true },
  params: companyParams,
  query: Type.Object({
    tripId: Type.Optional(TripId),
    layoutId: Type.Optional(Id),
    before: Type.Optional(Id),
  }),
  success: {
    status: 200,
    body: Type.Object({ keptSeats: Type.Array(KeptSeats, { maxItems: 100 }), more: Type.Boolean() }),
  },
  refusals: {},
});

export const keepSeats = operation({
  id: 'keepSeats',
  service: 'ticketing',
  method: 'POST',
  path: '/companies/:companyId/kept-seats',
  summary: 'Keep seats of a trip, or of all trips of a layout, from those they are not for; says who has them already',
  who: { kind: 'staff', permission: 'seat:keep', scoped: true },
  params: companyParams,
  idempotencyKey: true,
  body: Type.Object(keptSeatsAsked),
  success: {
    status: 201,
    body: Type.Object({
      kept: KeptSeats,
      /** Seats that are held or sold on that trip at this moment, as they stand now; nothing is taken from anybody. */
      had: Type.Array(SeatHad, { maxItems: 1000 }),
    }),
  },
  refusals: { TRIP_OR_LAYOUT: 422, SEAT_UNKNOWN: 422, TOO_MANY_KEPT: 409, IDEMPOTENCY_KEY_REUSED: 422 },
});

export const giveBackSeats = operation({
  id: 'giveBackSeats',
  service: 'ticketing',
  method: 'DELETE',
  path: '/companies/:companyId/kept-seats/:keptId',
  summary: 'Give kept seats back to everybody at once; repeating it changes nothing',
  who: { kind: 'staff', permission: 'seat:keep', scoped: true },
  params: Type.Object({ companyId: Id, keptId: Id }),
  success: { status: 204 },
  refusals: {},
});

const { TOO_MANY_HOLDS_FROM_ADDRESS: _rate, TOO_MANY_SEATS_HELD: _most, ...refusalsOfHolds } = holdSeats.refusals;

const { trips: _trips, ...asPassengersSay } = holdSeats.body.properties;

export const holdSeatsForCustomer = operation({
  id: 'holdSeatsForCustomer',
  service: 'ticketing',
  method: 'POST',
  path: '/companies/:companyId/orders',
  summary:
    "Hold seats on one's own company's trips for a customer at the counter or on the road, a bus-full at the most",
  who: { kind: 'staff', permission: 'seat:sell', scoped: true },
  unrecorded:
    'Holds of many buyers are decided by one statement. The order keeps who made it, and the sale or release that follows is recorded',
  params: companyParams,
  idempotencyKey: true,
  body: Type.Object({
    channel: Type.Union([Type.Literal('counter'), Type.Literal('road')]),
    trips: wishedTrips({ mostSeats }),
    ...asPassengersSay,
  }),
  success: { status: 201, body: Order },
  refusals: { ...refusalsOfHolds, TRIP_OF_ANOTHER_COMPANY: 409, TOO_MANY_SEATS: 422 },
});

/** How a company wants its seats sold. */
export const SaleRules = Type.Object({
  womenBesideWomen: Type.Boolean({
    description: 'The seat beside a woman who travels alone, and says so, is sold to women who say so too',
  }),
});
export type SaleRules = Static<typeof SaleRules>;

export const getSaleRules = operation({
  id: 'getSaleRules',
  service: 'ticketing',
  method: 'GET',
  path: '/companies/:companyId/sale-rules',
  summary: "How one's company wants its seats sold",
  who: { kind: 'staff', permission: 'sale-rules:write' },
  params: companyParams,
  success: { status: 200, body: SaleRules },
  refusals: {},
});

export const setSaleRules = operation({
  id: 'setSaleRules',
  service: 'ticketing',
  method: 'PUT',
  path: '/companies/:companyId/sale-rules',
  summary: "Say how one's company wants its seats sold from now on; who has a seat keeps it",
  who: { kind: 'staff', permission: 'sale-rules:write' },
  params: companyParams,
  body: SaleRules,
  success: { status: 200, body: SaleRules },
  refusals: {},
});

export const listWaitingEntries = operation({
  id: 'listWaitingEntries',
  service: 'ticketing',
  method: 'GET',
  path: '/companies/:companyId/trips/:tripId/waiting-list',
  summary: "Who waits for seats of a trip of one's own company, or is offered some, in the order in which they joined",
  who: { kind: 'staff', permission: 'waiting-list:read', scoped: true },
  showsPassengers: true,
  params: Type.Object({ companyId: Id, tripId: TripId }),
  success: {
    status: 200,
    /** A hundred wait at the most, and no more offers are open than a bus has seats. */
    body: Type.Object({ entries: Type.Array(WaitingEntry, { maxItems: 300 }) }),
  },
  refusals: {},
});

/** What of a booking concerns one company: its own trips' seats, and of tickets never the code that boards. */
export const CompanyBooking = Type.Object({
  orderId: Id,
  reference: Type.String(),
  status: OrderStatus,
  claims: Type.Array(
    Type.Object({
      ...Type.Pick(OrderClaim, [
        'claimId',
        'tripId',
        'seatLabel',
        'passengerName',
        'routeName',
        'tripStatus',
        'from',
        'to',
        'fare',
      ]).properties,
      ticket: Type.Union([Type.Pick(OrderTicket, ['ticketId', 'shortCode', 'status']), Type.Null()]),
    }),
    { maxItems: 200 },
  ),
});
export type CompanyBooking = Static<typeof CompanyBooking>;

export const findCompanyBooking = operation({
  id: 'findCompanyBooking',
  service: 'ticketing',
  method: 'GET',
  path: '/companies/:companyId/bookings/:reference',
  summary: "A booking by the reference that a passenger reads out, as far as it is of one's own company's trips",
  who: { kind: 'staff', permission: 'manifest:read', scoped: true },
  showsPassengers: true,
  params: Type.Object({ companyId: Id, reference: Type.String({ pattern: '^[A-Za-z0-9]{6,12}$' }) }),
  success: { status: 200, body: CompanyBooking },
  refusals: {},
});

export const ticketingStaffOperations = {
  findCompanyBooking,
  listKeptSeats,
  keepSeats,
  giveBackSeats,
  holdSeatsForCustomer,
  getSaleRules,
  setSaleRules,
  listWaitingEntries,
};
