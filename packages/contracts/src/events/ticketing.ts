import Type, { type Static } from 'typebox';
import { RefundCause } from '../order.ts';
import { event } from '../event.ts';
import { AttemptMethod } from '../operations/payment.ts';
import { Id, Instant, LinkToken, Locale, Money, Name, SeatNumber, StopIndex, TimeZone, TripId } from '../fields.ts';

const Version = Type.Integer({ minimum: 1 });
const Contact = Type.Object({
  phone: Type.Union([Type.String(), Type.Null()]),
  email: Type.Union([Type.String(), Type.Null()]),
});

/** Of an order: a bus-full, as staff sell it to groups. */
const mostSeats = 200;

/** What of an order's money is one company's: the fares of its seats. */
const Share = Type.Object({
  companyId: Id,
  amount: Money,
  seats: Type.Integer({ minimum: 1 }),
  /** Of a refund: what its seats had cost, where it gives back a part of that. */
  fares: Type.Optional(Money),
});

/** What of an order a voucher paid, and who owes the voucher. */
const VoucherPart = Type.Object({ voucherId: Id, issuerId: Id, amount: Money });

export const bookingConfirmed = event({
  type: 'booking-confirmed',
  source: 'ticketing',
  payload: Type.Object({
    orderId: Id,
    version: Version,
    reference: Type.String(),
    ownerId: Id,
    companyIds: Type.Array(Id, { maxItems: 2 }),
    total: Money,
    /** The total by company. Left out in news of before it was told. */
    shares: Type.Optional(Type.Array(Share, { maxItems: 2 })),
    /** What of the total vouchers paid; money paid the rest. Left out where none did. */
    vouchers: Type.Optional(Type.Array(VoucherPart, { maxItems: 4 })),
    contact: Contact,
    locale: Locale,
    link: LinkToken,
    /** With other seats than ordered: until when all of the money can be had back. */
    freeCancellationUntil: Type.Optional(Instant),
    journeys: Type.Array(
      Type.Object({
        tripId: TripId,
        /** Whose the trip is, and what its seats cost together. Left out in news of before it was told. */
        companyId: Type.Optional(Id),
        fare: Type.Optional(Money),
        companyName: Name,
        fromStop: Name,
        toStop: Name,
        departsAt: Instant,
        timeZone: TimeZone,
        seatLabels: Type.Array(Type.String(), { maxItems: mostSeats }),
        /** The seats that were ordered, where others were given for money that came late. */
        orderedSeatLabels: Type.Optional(Type.Array(Type.String(), { maxItems: mostSeats })),
      }),
      { maxItems: 2 },
    ),
  }),
});

export const IssuedTicket = Type.Object({
  ticketId: Id,
  version: Version,
  orderId: Id,
  tripId: TripId,
  companyId: Id,
  /** Raised by every reissue; the token carries it. */
  epoch: Type.Integer({ minimum: 1 }),
  status: Type.Union([Type.Literal('issued'), Type.Literal('cancelled')]),
  seat: SeatNumber,
  seatLabel: Type.String(),
  from: StopIndex,
  to: StopIndex,
  fromStop: Name,
  toStop: Name,
  passengerName: Type.Union([Type.String(), Type.Null()]),
  validFrom: Instant,
  validUntil: Instant,
});
export type IssuedTicket = Static<typeof IssuedTicket>;
export const ticketIssued = event({
  type: 'ticket-issued',
  source: 'ticketing',
  payload: Type.Object({ orderId: Id, tickets: Type.Array(IssuedTicket, { minItems: 1, maxItems: mostSeats }) }),
});
/** Carries the whole state, so that it may overtake the ticket-issued it ends. */
export const ticketsCancelled = event({
  type: 'tickets-cancelled',
  source: 'ticketing',
  payload: Type.Object({ orderId: Id, tickets: Type.Array(IssuedTicket, { minItems: 1, maxItems: mostSeats }) }),
});

/** Tickets have other seats than before, and other codes; what doors must know of them says ticket-issued. */
export const ticketsReplaced = event({
  type: 'tickets-replaced',
  source: 'ticketing',
  payload: Type.Object({
    orderId: Id,
    version: Version,
    reference: Type.String(),
    contact: Contact,
    locale: Locale,
    link: LinkToken,
    journeys: Type.Array(
      Type.Object({
        tripId: TripId,
        companyName: Name,
        fromStop: Name,
        toStop: Name,
        departsAt: Instant,
        timeZone: TimeZone,
        /** Of the tickets that were replaced alone, each at the place of its seat before. */
        seatLabels: Type.Array(Type.String(), { minItems: 1, maxItems: 8 }),
        seatLabelsBefore: Type.Array(Type.String(), { minItems: 1, maxItems: 8 }),
      }),
      { minItems: 1, maxItems: 2 },
    ),
  }),
});

/** Whoever has the tickets, or knows the reference and the contact, wants their link once more: it goes to the contact that is named here, which is the order's own. */
export const ticketsAskedFor = event({
  type: 'tickets-asked-for',
  source: 'ticketing',
  payload: Type.Object({
    orderId: Id,
    version: Version,
    reference: Type.String(),
    contact: Contact,
    locale: Locale,
    link: LinkToken,
    journeys: Type.Array(
      Type.Object({
        tripId: TripId,
        companyName: Name,
        fromStop: Name,
        toStop: Name,
        departsAt: Instant,
        timeZone: TimeZone,
        seatLabels: Type.Array(Type.String(), { minItems: 1, maxItems: mostSeats }),
      }),
      { minItems: 1, maxItems: 2 },
    ),
  }),
});

/** Money that must go back: payment refunds it once per refundId, whatever happens in between. */
export const refundDue = event({
  type: 'refund-due',
  source: 'ticketing',
  payload: Type.Object({
    refundId: Id,
    orderId: Id,
    version: Version,
    attemptId: Id,
    amount: Money,
    /** What of the amount a booking had brought to companies, by company; left out where there was no booking. */
    shares: Type.Optional(Type.Array(Share, { maxItems: 2 })),
    cause: RefundCause,
    /** How it was paid, where that is known: cash waits at a counter. */
    method: Type.Optional(AttemptMethod),
    reference: Type.String(),
    contact: Contact,
    locale: Locale,
  }),
});

/** Seats were given up, or taken away, and no money goes back: credit does, or what vouchers had paid, or nothing. */
export const seatsGivenUp = event({
  type: 'seats-given-up',
  source: 'ticketing',
  payload: Type.Object({
    orderId: Id,
    version: Version,
    cause: RefundCause,
    /** New vouchers, and until when they are good. */
    credit: Type.Union([Type.Object({ amount: Money, until: Instant }), Type.Null()]),
    /** What is on vouchers again that had paid. */
    restored: Type.Union([Money, Type.Null()]),
    reference: Type.String(),
    contact: Contact,
    locale: Locale,
  }),
});

/** Seats that came free are held for who waited for them. */
export const waitingOfferMade = event({
  type: 'waiting-offer-made',
  source: 'ticketing',
  payload: Type.Object({
    entryId: Id,
    version: Version,
    orderId: Id,
    ownerId: Id,
    companyId: Id,
    contact: Contact,
    locale: Locale,
    /** Until when the seats are held. */
    until: Instant,
    journey: Type.Object({
      tripId: TripId,
      companyName: Name,
      fromStop: Name,
      toStop: Name,
      departsAt: Instant,
      timeZone: TimeZone,
      seatLabels: Type.Array(Type.String(), { maxItems: 8 }),
    }),
  }),
});

/** What is owed to who has a voucher became more or less, other than by a booking, which tells that itself. */
export const voucherMoved = event({
  type: 'voucher-moved',
  source: 'ticketing',
  payload: Type.Object({
    /** Of this movement; it is told once. */
    useId: Id,
    ...VoucherPart.properties,
    version: Version,
    kind: Type.Union([
      Type.Literal('issued'),
      Type.Literal('restored'),
      Type.Literal('withdrawn'),
      Type.Literal('expired'),
    ]),
    /** Of what is restored, or issued instead of money: the booking, and what of the amount that had brought to companies. */
    refund: Type.Union([
      Type.Object({ orderId: Id, contact: Contact, shares: Type.Array(Share, { maxItems: 2 }) }),
      Type.Null(),
    ]),
  }),
});

/** An order and its version in the transaction that told it. */
const OrderVersion = Type.Object({ orderId: Id, version: Version });

/** Orders of a guest are an account's from these versions on. */
export const guestOrdersClaimed = event({
  type: 'guest-orders-claimed',
  source: 'ticketing',
  payload: Type.Object({
    guestId: Id,
    accountId: Id,
    orders: Type.Array(OrderVersion, { maxItems: 500 }),
  }),
});

/** Nobody's name, number or address belongs to these orders any more, from these versions on and for good. */
export const ordersErased = event({
  type: 'orders-erased',
  source: 'ticketing',
  payload: Type.Object({ orders: Type.Array(OrderVersion, { minItems: 1, maxItems: 500 }) }),
});

export const ticketingEvents = {
  bookingConfirmed,
  ticketIssued,
  ticketsCancelled,
  ticketsReplaced,
  ticketsAskedFor,
  refundDue,
  seatsGivenUp,
  waitingOfferMade,
  voucherMoved,
  guestOrdersClaimed,
  ordersErased,
};
