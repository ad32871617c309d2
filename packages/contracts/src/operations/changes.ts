import Type from 'typebox';
import { Id, LinkToken, SeatNumber } from '../fields.ts';
import { operation } from '../operation.ts';
import { Order } from '../order.ts';

/** One seat for another on the same bus: nothing is paid and nothing goes back. */
const changed = {
  service: 'ticketing',
  method: 'POST',
  idempotencyKey: true,
  body: Type.Object({
    changes: Type.Array(
      Type.Object({
        claimId: Id,
        seat: SeatNumber,
      }),
      {
        minItems: 1,
        // As many as a passenger holds on one trip.
        maxItems: 8,
        description: 'All of them or none. A seat must be free now: those of an order are not exchanged for each other',
      },
    ),
  }),
  success: { status: 200, body: Order },
  refusals: {
    /** With LostSeats. */
    SEATS_TAKEN: 409,
    /** With LostTrip: no other seat of the trip can be had on the stretch. */
    TRIP_FULL: 409,
    /** The seat is of a plainer class than the one that was paid, or of one that cannot be compared with it. */
    CLASS_PLAINER: 409,
    TOO_MANY_CHANGES: 409,
    ORDER_NOT_CONFIRMED: 409,
    ALREADY_CANCELLED: 409,
    ALREADY_BOARDED: 409,
    TRIP_DEPARTED: 409,
    CLAIM_UNKNOWN: 422,
    CLAIM_TWICE: 422,
    SEAT_UNKNOWN: 422,
    IDEMPOTENCY_KEY_REUSED: 422,
  },
} as const;

export const changeSeats = operation({
  ...changed,
  id: 'changeSeats',
  path: '/orders/:orderId/seat-changes',
  summary:
    "Give tickets of one's order other seats of their bus, equal or better, at no price; their codes are replaced by new ones",
  who: { kind: 'visitor' },
  params: Type.Object({ orderId: Id }),
});

export const changeSeatsByLink = operation({
  ...changed,
  id: 'changeSeatsByLink',
  path: '/links/:link/seat-changes',
  summary: 'As changeSeats, for whoever holds the private link of the order',
  who: { kind: 'anyone' },
  params: Type.Object({ link: LinkToken }),
});

export const changeSeatsForCustomer = operation({
  ...changed,
  id: 'changeSeatsForCustomer',
  path: '/companies/:companyId/orders/:orderId/seat-changes',
  summary: "As changeSeats, by staff, for tickets on their company's trips",
  who: { kind: 'staff', permission: 'seat:sell', scoped: true },
  showsPassengers: true,
  params: Type.Object({ companyId: Id, orderId: Id }),
});

export const changeOperations = { changeSeats, changeSeatsByLink, changeSeatsForCustomer };
