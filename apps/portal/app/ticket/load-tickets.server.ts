import { getOrderByLink, type Order, type OrderClaim } from '@safiri/contracts';
import type { QrCode } from '@safiri/ui-web';
import { loadRefunds } from '../refund/load-refunds.server.ts';
import { viewStretch, type StretchView } from '../ui/view-stretch.server.ts';
import { failPage } from '../visit/fail-page.server.ts';
import type { Visit } from '../visit/visit.server.ts';
import { qrCodeOf } from '../ui/qr-code.server.ts';
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
};

export async function findOrderByLink(visit: Visit, link: string): Promise<Order> {
  const answer = await visit.api(getOrderByLink, { params: { link } });
  if (!answer.ok) throw failPage(visit, answer);
  return answer.value;
}

export async function loadTickets(visit: Visit, link: string) {
  const order = await findOrderByLink(visit, link);
  const tickets = order.claims.map((claim) => viewTicket(claim, visit));
  return {
    link,
    reference: order.reference,
    status: order.status,
    mark: ticketsMark(order),
    total: visit.writing.money(order.total),
    tickets,
    refunds: await loadRefunds(visit, order),
    mayCancel: order.status === 'confirmed',
    otherSeats: viewOtherSeats(order, visit.writing),
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

function viewTicket(claim: OrderClaim, visit: Visit): TicketView {
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
