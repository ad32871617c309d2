import type { Order, OrderClaim, OrderStatus, OrderVoucher, StopTime } from '@safiri/contracts';
import { assert, type Money } from '@safiri/kernel';
import type { RefundRow } from '../bookings/refunds.ts';
import type { ClaimRow } from '../holds/claim-queries.ts';
import { seatOf } from '../holds/layout-seats.ts';
import { stopTime } from '../network/stop-times.ts';
import type { TripOnSale } from '../network/trip-queries.ts';
import type { TicketRow } from '../tickets/ticket-queries.ts';
import type { TenderRow } from '../vouchers/tender-queries.ts';
import type { OrderRow } from './order-queries.ts';
import { statusNow } from './order-state.ts';

export type ShownOrder = Pick<
  OrderRow,
  | 'orderId'
  | 'reference'
  | 'link'
  | 'status'
  | 'currency'
  | 'totalMinor'
  | 'tenderedMinor'
  | 'expiresAt'
  | 'contactPhone'
  | 'contactEmail'
  | 'extendedAt'
  | 'freeCancellationUntil'
  | 'serverTime'
>;
export type ShownClaim = Pick<
  ClaimRow,
  'claimId' | 'tripId' | 'seat' | 'orderedSeat' | 'from' | 'to' | 'fareMinor' | 'passengerName'
>;
export type ShownTicket = Pick<TicketRow, 'claimId' | 'ticketId' | 'shortCode' | 'status' | 'token'>;

type Parts = {
  readonly claims: readonly ShownClaim[];
  readonly tickets: readonly ShownTicket[];
  readonly trips: readonly TripOnSale[];
  readonly refunds: readonly RefundRow[];
  /** Of this order. */
  readonly tenders?: readonly TenderRow[];
};

/** An order as its passenger sees it, journeys in the order in which they are ridden. */
export function orderView(order: ShownOrder, parts: Parts): Order {
  const good = goodClaims(parts);
  const status = shownStatus(order, good);
  const vouchers = (parts.tenders ?? []).flatMap((tender) => voucherView(tender, order.currency));
  const trips = new Map(parts.trips.map((trip) => [trip.tripId, trip]));
  const tickets = new Map(parts.tickets.map((ticket) => [ticket.claimId, ticket]));
  const claims = parts.claims.map((claim) => {
    const trip = trips.get(claim.tripId);
    assert(trip !== undefined, `trip ${claim.tripId} was sold and is not known`);
    return claimView(claim, trip, { currency: order.currency, ticket: tickets.get(claim.claimId) });
  });
  return {
    orderId: order.orderId,
    reference: order.reference,
    status,
    expiresAt: order.expiresAt.toISOString(),
    extendable: status === 'held' && order.extendedAt === null,
    serverTime: order.serverTime.toISOString(),
    total: { amountMinor: order.totalMinor, currency: order.currency },
    due: { amountMinor: order.totalMinor - order.tenderedMinor, currency: order.currency },
    vouchers,
    contact: { phone: order.contactPhone, email: order.contactEmail },
    link: order.link,
    freeCancellationUntil: freeUntil(order, good),
    claims: claims.toSorted((a, b) => a.from.departsAt.localeCompare(b.from.departsAt) || a.seat - b.seat),
    refunds: parts.refunds.map(({ refundId, attemptId, cause, status: state, amountMinor, currency }) => ({
      refundId,
      attemptId,
      amount: { amountMinor, currency },
      cause,
      status: state,
    })),
  };
}

/** Those of which the ticket is good. */
function goodClaims({ claims, tickets }: Parts): ShownClaim[] {
  const good = new Set(tickets.filter((ticket) => ticket.status === 'issued').map((ticket) => ticket.claimId));
  return claims.filter((claim) => good.has(claim.claimId));
}

/** A booking of which no ticket is good any more is cancelled, whoever cancelled them; its row stays confirmed, as it was paid. */
function shownStatus(order: ShownOrder, good: readonly ShownClaim[]): OrderStatus {
  const status = statusNow(order);
  return status === 'confirmed' && good.length === 0 ? 'cancelled' : status;
}

/** While the time for it lasts, and another seat than ordered is left of the booking. */
function freeUntil(
  { freeCancellationUntil: until, serverTime }: ShownOrder,
  good: readonly ShownClaim[],
): string | null {
  const hasOthers = good.some((claim) => claim.orderedSeat !== null);
  return until !== null && serverTime < until && hasOthers ? until.toISOString() : null;
}

/** What was released pays nothing. */
function voucherView({ voucherId, status, amountMinor, restoredMinor }: TenderRow, currency: string): OrderVoucher[] {
  if (status === 'released') return [];
  return [
    {
      voucherId,
      status,
      amount: { amountMinor, currency },
      restored: { amountMinor: restoredMinor, currency },
    },
  ];
}

function claimView(
  claim: ShownClaim,
  trip: TripOnSale,
  about: { currency: string; ticket: ShownTicket | undefined },
): OrderClaim {
  const { label, class: seatClass } = seatOf(trip.layout, claim.seat);
  const fare: Money = { amountMinor: claim.fareMinor, currency: about.currency };
  return {
    claimId: claim.claimId,
    tripId: claim.tripId,
    seat: claim.seat,
    seatLabel: label,
    orderedSeatLabel: claim.orderedSeat === null ? null : seatOf(trip.layout, claim.orderedSeat).label,
    seatClass,
    passengerName: claim.passengerName,
    companyName: trip.companyName,
    companyPhone: trip.companyPhone,
    routeName: trip.routeName,
    tripStatus: trip.status,
    approximate: trip.approximate,
    ...stretchOf(trip, claim),
    fare,
    ticket: about.ticket === undefined ? null : ticketView(about.ticket),
  };
}

/** The two ends of a sold stretch. */
export function stretchOf(
  trip: TripOnSale,
  stretch: { readonly from: number; readonly to: number },
): { from: StopTime; to: StopTime } {
  const from = stopTime(trip, stretch.from);
  const to = stopTime(trip, stretch.to);
  assert(
    from !== undefined && to !== undefined,
    `trip ${trip.tripId} was sold from ${stretch.from} to ${stretch.to}, which it does not have`,
  );
  return { from, to };
}

function ticketView(ticket: ShownTicket): NonNullable<OrderClaim['ticket']> {
  return { ticketId: ticket.ticketId, shortCode: ticket.shortCode, status: ticket.status, token: ticket.token };
}
