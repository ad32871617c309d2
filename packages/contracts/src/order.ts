import Type, { type Static } from 'typebox';
import { Email, Id, Instant, LinkToken, Money, Name, PersonName, Phone, SeatNumber, TripId } from './fields.ts';
import { StopTime } from './trip-offer.ts';

export const OrderStatus = Type.Union([
  /** Seats are held for the passenger until `expiresAt`. */
  Type.Literal('held'),
  /** Payment was opened; the hold lasts at least the payment window. */
  Type.Literal('checkout'),
  Type.Literal('confirmed'),
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
  seatClass: Type.String(),
  passengerName: Type.Union([PersonName, Type.Null()]),
  companyName: Name,
  companyPhone: Type.Union([Type.String(), Type.Null()]),
  routeName: Name,
  tripStatus: Type.Union([Type.Literal('scheduled'), Type.Literal('cancelled')]),
  from: StopTime,
  to: StopTime,
  fare: Money,
  ticket: Type.Union([OrderTicket, Type.Null()]),
});
export type OrderClaim = Static<typeof OrderClaim>;

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
  contact: Type.Object({ phone: Type.Union([Phone, Type.Null()]), email: Type.Union([Email, Type.Null()]) }),
  link: Type.Union([LinkToken, Type.Null()]),
  /** Sixteen at the most by passengers themselves, a bus-full by staff. */
  claims: Type.Array(OrderClaim, { maxItems: 200 }),
});
export type Order = Static<typeof Order>;
