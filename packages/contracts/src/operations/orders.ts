import Type from 'typebox';
import { Email, Id, Instant, LinkToken, Money, PersonName, Phone, TripId } from '../fields.ts';
import { operation } from '../operation.ts';
import { Order } from '../order.ts';
import { TripOffer } from '../trip-offer.ts';

const orderParams = Type.Object({ orderId: Id });

/** One ride of an order, and what leaves after it. */
const NextDepartures = Type.Object({
  tripId: TripId,
  seats: Type.Integer({ minimum: 1 }),
  offers: Type.Array(TripOffer, { maxItems: 5 }),
});

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
  repeatable: true,
  params: orderParams,
  body: Type.Object({
    contact: Type.Object({ phone: Type.Optional(Phone), email: Type.Optional(Email) }),
    /** As many as an order of staff has seats; one of a passenger has sixteen at the most. */
    passengers: Type.Array(Type.Object({ claimId: Id, name: PersonName }), { minItems: 1, maxItems: 200 }),
  }),
  success: { status: 200, body: Order },
  refusals: {
    ORDER_NOT_HELD: 409,
    HOLD_EXPIRED: 409,
    TOO_MANY_SEATS_FOR_PHONE: 409,
    CONTACT_MISSING: 422,
    PASSENGERS_MISMATCH: 422,
  },
});

export const extendOrder = operation({
  id: 'extendOrder',
  service: 'ticketing',
  method: 'POST',
  path: '/orders/:orderId/extension',
  summary: 'Keep held seats for another ten minutes from now, once; the same key once more answers the same order',
  who: { kind: 'visitor' },
  params: orderParams,
  idempotencyKey: true,
  success: { status: 200, body: Order },
  refusals: { ORDER_NOT_HELD: 409, HOLD_EXPIRED: 409, ALREADY_EXTENDED: 409 },
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

export const cancelOtherSeats = operation({
  id: 'cancelOtherSeats',
  service: 'ticketing',
  method: 'POST',
  path: '/links/:link/cancellation-for-other-seats',
  summary:
    'Give back a booking that was given other seats than ordered because its money came late: all tickets end and all of the money goes back; repeating it changes nothing',
  who: { kind: 'anyone' },
  params: Type.Object({ link: LinkToken }),
  body: Type.Object({}),
  success: { status: 200, body: Order },
  refusals: { CANCELLATION_NOT_FREE: 409, ALREADY_BOARDED: 409, TRIP_DEPARTED: 409 },
});

export const listNextDepartures = operation({
  id: 'listNextDepartures',
  service: 'ticketing',
  method: 'GET',
  path: '/orders/:orderId/next-departures',
  summary:
    "Later trips on the stretches of one's own order, on the same or the next day, that have as many seats free: what may be had instead",
  who: { kind: 'visitor' },
  params: orderParams,
  success: { status: 200, body: Type.Object({ journeys: Type.Array(NextDepartures, { maxItems: 2 }) }) },
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
  /** With `company`, also an order that this company's staff hold for a customer, whichever of them does. */
  query: Type.Object({ payer: Id, company: Type.Optional(Id) }),
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

export const orderOperations = {
  getOrder,
  listMyOrders,
  checkOutOrder,
  extendOrder,
  releaseOrder,
  claimGuestOrders,
  getOrderByLink,
  cancelOtherSeats,
  listNextDepartures,
  getPayableOrder,
};
