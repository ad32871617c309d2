import { getRefundQuoteByLink, type OrderClaim, type RefundQuote } from '@safiri/contracts';
import { findOrderByLink } from '../ticket/load-tickets.server.ts';
import { viewStretch } from '../ui/view-stretch.server.ts';
import { failPage } from '../visit/fail-page.server.ts';
import { millisecondsOf } from '../visit/instant.ts';
import type { Visit } from '../visit/visit.server.ts';

/** The address is the key to the tickets, as theirs is; but forms of these pages must say where they come from. */
export const privateHeaders = {
  'cache-control': 'private, no-store',
  'referrer-policy': 'same-origin',
  'x-robots-tag': 'noindex, nofollow',
} as const;

export type SeatView = ReturnType<typeof viewSeat>;

/** The tickets that may be cancelled. */
export async function loadChoice(visit: Visit, link: string) {
  const order = await findOrderByLink(visit, link);
  const seats = order.claims.filter(isGood).map((claim) => viewSeat(visit, claim));
  return { link, reference: order.reference, seats };
}

function isGood({ ticket }: OrderClaim): boolean {
  return ticket?.status === 'issued';
}

type QuoteParams = { readonly link: string; readonly quoteId: string };

/** What may be taken instead of the money, as long as it may. */
export async function findCredit(visit: Visit, { link }: QuoteParams, quoteId: string | null) {
  if (quoteId === null) return undefined;
  const answer = await visit.api(getRefundQuoteByLink, { params: { link, quoteId } });
  if (!answer.ok || answer.value.status !== 'open' || answer.value.gives !== 'credit') return undefined;
  return { quoteId, total: visit.writing.money(answer.value.total) };
}

export async function loadQuote(visit: Visit, params: QuoteParams) {
  const answer = await visit.api(getRefundQuoteByLink, { params });
  if (!answer.ok) throw failPage(visit, answer);
  const order = await findOrderByLink(visit, params.link);
  const quote = answer.value;
  return {
    ...params,
    reference: order.reference,
    status: quote.status,
    gives: quote.gives,
    secondsLeft: (millisecondsOf(quote.expiresAt) - millisecondsOf(quote.serverTime)) / 1000,
    endsAt: visit.writing.time(quote.expiresAt, order.claims[0]?.from.timeZone ?? 'UTC'),
    total: quote.total.amountMinor === 0 ? undefined : visit.writing.money(quote.total),
    lines: quote.lines.flatMap((line) => {
      const claim = order.claims.find(({ claimId }) => claimId === line.claimId);
      return claim === undefined ? [] : [{ ...viewSeat(visit, claim), ...viewLine(visit, line) }];
    }),
  };
}

export type QuotePage = Awaited<ReturnType<typeof loadQuote>>;
export type QuoteLineView = QuotePage['lines'][number];

export function viewSeat(visit: Visit, claim: OrderClaim) {
  return {
    claimId: claim.claimId,
    passengerName: claim.passengerName ?? undefined,
    seatLabel: claim.seatLabel,
    companyName: claim.companyName,
    stretch: viewStretch(claim, visit.writing),
    fare: visit.writing.money(claim.fare),
  };
}

function viewLine(visit: Visit, line: RefundQuote['lines'][number]) {
  const fee = { amountMinor: line.feeMinor, currency: line.fare.currency };
  return {
    kept: line.kept.amountMinor === 0 ? undefined : visit.writing.money(line.kept),
    refunded: visit.writing.money(line.refunded),
    percent: line.refundedPercent,
    hours: line.hoursBefore ?? undefined,
    fee: line.feeMinor === 0 ? undefined : visit.writing.money(fee),
  };
}
