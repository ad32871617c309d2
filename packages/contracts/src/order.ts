import Type, { type Static } from 'typebox';
import { Email, Id, Instant, LinkToken, Money, Name, PersonName, Phone, SeatNumber, TripId } from './fields.ts';
import { Approximate, StopTime } from './trip-offer.ts';

export const OrderStatus = Type.Union([
  /** Seats are held for the passenger until `expiresAt`. */
  Type.Literal('held'),
  /** Payment was opened; the hold lasts at least the payment window. */
  Type.Literal('checkout'),
  Type.Literal('confirmed'),
  /** It was confirmed, and every ticket of it is cancelled. */
  Type.Literal('cancelled'),
  /** Money came but the seats were gone: it is being given back. */
  Type.Literal('unallocated'),
  Type.Literal('released'),
  Type.Literal('expired'),
]);
export type OrderStatus = Static<typeof OrderStatus>;

export const OrderTicket = Type.Object({
  ticketId: Id,
  shortCode: Type.String(),
  status: Type.Union([Type.Literal('issued'), Type.Literal('cancelled')]),
  /** The signed code, or null while it is being made. */
  token: Type.Union([Type.String(), Type.Null()]),
});

export const OrderClaim = Type.Object({
  claimId: Id,
  tripId: TripId,
  seat: SeatNumber,
  seatLabel: Type.String(),
  orderedSeatLabel: Type.Union([Type.String(), Type.Null()], {
    description: 'The seat that was ordered, where the money came so late that another one was given; else null',
  }),
  seatClass: Type.String(),
  passengerName: Type.Union([PersonName, Type.Null()]),
  companyName: Name,
  companyPhone: Type.Union([Type.String(), Type.Null()]),
  routeName: Name,
  tripStatus: Type.Union([Type.Literal('scheduled'), Type.Literal('cancelled')]),
  approximate: Approximate,
  from: StopTime,
  to: StopTime,
  fare: Money,
  ticket: Type.Union([OrderTicket, Type.Null()]),
});
export type OrderClaim = Static<typeof OrderClaim>;

export const RefundCause = Type.Union([
  Type.Literal('seats-gone'),
  Type.Literal('paid-twice'),
  Type.Literal('trip-cancelled'),
  Type.Literal('amount-mismatch'),
  /** Whoever ordered had given the seats up when the money came. */
  Type.Literal('order-released'),
  /** Late money had bought other seats than ordered, and they were given back. */
  Type.Literal('other-seats'),
  /** By whoever has the tickets, as the company's policy says. */
  Type.Literal('passenger-cancelled'),
  /** Of one passenger, not the trip. */
  Type.Literal('company-cancelled'),
]);
export type RefundCause = Static<typeof RefundCause>;

export const OrderRefund = Type.Object({
  refundId: Id,
  /** The payment it comes out of. */
  attemptId: Id,
  amount: Money,
  cause: RefundCause,
  /** Failed: it is owed all the same, and people see to it. */
  status: Type.Union([Type.Literal('due'), Type.Literal('succeeded'), Type.Literal('failed')]),
});
export type OrderRefund = Static<typeof OrderRefund>;

/** A part of the total that a voucher pays. */
export const OrderVoucher = Type.Object({
  voucherId: Id,
  status: Type.Union([Type.Literal('reserved'), Type.Literal('used')]),
  amount: Money,
  /** What of it came back to the voucher. */
  restored: Money,
});
export type OrderVoucher = Static<typeof OrderVoucher>;

export const Order = Type.Object({
  orderId: Id,
  reference: Type.String({ description: 'Short text a person can read out' }),
  status: OrderStatus,
  /** When the hold ends, by the database clock. */
  expiresAt: Instant,
  extendable: Type.Boolean({
    description: 'Whether the passenger may still move the end of the hold, which they may once',
  }),
  serverTime: Instant,
  total: Money,
  freeCancellationUntil: Type.Union([Instant, Type.Null()], {
    description:
      'Until when all of the money can be had back because other seats were given than ordered; null where that is not so, or not any more',
  }),
  /** What money pays, or is to pay: the total less what vouchers were put on it for. */
  due: Money,
  vouchers: Type.Array(OrderVoucher, { maxItems: 4, description: 'What vouchers pay, while it is reserved or used' }),
  contact: Type.Object({ phone: Type.Union([Phone, Type.Null()]), email: Type.Union([Email, Type.Null()]) }),
  link: Type.Union([LinkToken, Type.Null()]),
  /** Sixteen at the most by passengers themselves, a bus-full by staff. */
  claims: Type.Array(OrderClaim, { maxItems: 200 }),
  /** Money of it that goes back or went back, the oldest first. A seat is given back once, a payment that bought nothing too. */
  refunds: Type.Array(OrderRefund, { maxItems: 250 }),
});
export type Order = Static<typeof Order>;
