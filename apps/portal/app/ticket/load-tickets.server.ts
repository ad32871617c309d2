import { getOrderByLink, type Order, type OrderClaim } from '@safiri/contracts';
import type { QrCode } from '@safiri/ui-web';
import { loadRefunds } from '../refund/load-refunds.server.ts';
import type { Writing } from '../messages/writing.server.ts';
import { viewStretch, type StretchView } from '../ui/view-stretch.server.ts';
import { failPage } from '../visit/fail-page.server.ts';
import type { Visit } from '../visit/visit.server.ts';
import { qrCodeOf } from '../ui/qr-code.server.ts';
import { loadItinerary, stepsAhead, viewJourney, type CancelStep, type StopOnWay } from './load-itinerary.server.ts';
import { viewOtherSeats } from './view-other-seats.server.ts';

export type TicketView = {
  readonly key: string;
  readonly state: 'valid' | 'being-made' | 'cancelled';
  readonly qr: QrCode | undefined;
  /** The text of the code, for a scanner that cannot see. */
  readonly token: string | undefined;
  readonly shortCode: string | undefined;
  readonly passengerName: string | undefined;
  readonly seatLabel: string;
  readonly seatClass: string;
  readonly companyName: string;
  readonly companyPhone: string | undefined;
  readonly routeName: string;
  readonly stretch: StretchView;
  readonly fare: string;
  /** Empty while nobody says where the journey leads. */
  readonly stops: readonly StopOnWay[];
};

/** Under which conditions seats of a journey are cancelled. */
export type CancelConditions = {
  readonly key: string;
  readonly companyName: string;
  readonly steps: readonly CancelStep[];
};

export async function findOrderByLink(visit: Visit, link: string): Promise<Order> {
  const answer = await visit.api(getOrderByLink, { params: { link } });
  if (!answer.ok) throw failPage(visit, answer);
  return answer.value;
}

export async function loadTickets(visit: Visit, link: string) {
  const [order, itinerary] = await Promise.all([findOrderByLink(visit, link), loadItinerary(visit, link)]);
  const journeys = itinerary.map((journey) => viewJourney(journey, visit.writing));
  const stopsOf = (tripId: number) => journeys.find((journey) => journey.tripId === tripId)?.stops ?? [];
  const tickets = order.claims.map((claim) => ({ ...viewTicket(claim, visit), stops: stopsOf(claim.tripId) }));
  return {
    link,
    reference: order.reference,
    status: order.status,
    mark: ticketsMark(order),
    total: visit.writing.money(order.total),
    tickets,
    refunds: await loadRefunds(visit, order),
    kept: keptOf(order, visit.writing),
    mayCancel: order.status === 'confirmed',
    otherSeats: viewOtherSeats(order, visit.writing),
    conditions: journeys.map(({ tripId, cancelSteps }): CancelConditions => ({
      key: String(tripId),
      companyName: order.claims.find((claim) => claim.tripId === tripId)?.companyName ?? '',
      steps: stepsAhead(cancelSteps, order),
    })),
    /** Enough to know one's own number and address, no more: whoever has the page need not learn them. */
    contact: { phone: maskedPhone(order.contact.phone), email: maskedEmail(order.contact.email) },
  };
}

/** What a copy of the page says of itself that is read later without a network: when it was made, and of which journey. */
function keptOf(order: Order, writing: Writing) {
  const [first] = order.claims;
  if (first === undefined) return undefined;
  const { serverTime, reference } = order;
  const { timeZone, departsAt } = first.from;
  return {
    title: `${writing.day(departsAt, timeZone)}: ${first.from.name} – ${first.to.name} (${reference})`,
    at: {
      time: writing.time(serverTime, timeZone),
      day: writing.day(serverTime, timeZone),
      clocks: writing.clocks(serverTime, timeZone),
    },
  };
}

/** Changes when a code was made, a seat was changed, a ticket or a trip was cancelled, money went back, or the order went another way. */
export function ticketsMark(order: Order): string {
  return [
    order.status,
    order.freeCancellationUntil,
    ...order.claims.map(
      (claim) =>
        `${claim.seat}-${claim.tripStatus}-${claim.ticket?.status ?? 'none'}-${claim.ticket?.token === null ? 'waits' : 'made'}`,
    ),
    ...order.refunds.map((refund) => refund.status),
  ].join(' ');
}

function maskedPhone(phone: string | null): string | undefined {
  return phone === null ? undefined : `•••• ${phone.slice(-3)}`;
}

function maskedEmail(email: string | null): string | undefined {
  if (email === null) return undefined;
  return `${email.slice(0, 1)}•••@${email.slice(email.lastIndexOf('@') + 1)}`;
}

function viewTicket(claim: OrderClaim, visit: Visit): Omit<TicketView, 'stops'> {
  const token = claim.ticket?.token ?? undefined;
  const isCancelled = claim.tripStatus === 'cancelled' || claim.ticket?.status === 'cancelled';
  return {
    key: claim.claimId,
    state: isCancelled ? 'cancelled' : token === undefined ? 'being-made' : 'valid',
    qr: isCancelled || token === undefined ? undefined : qrCodeOf(token),
    token: isCancelled ? undefined : token,
    shortCode: claim.ticket?.shortCode,
    passengerName: claim.passengerName ?? undefined,
    seatLabel: claim.seatLabel,
    seatClass: claim.seatClass,
    companyName: claim.companyName,
    companyPhone: claim.companyPhone ?? undefined,
    routeName: claim.routeName,
    stretch: viewStretch(claim, visit.writing),
    fare: visit.writing.money(claim.fare),
  };
}
