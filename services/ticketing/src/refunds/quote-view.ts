import type { RefundQuote } from '@safiri/contracts';
import { money } from '@safiri/kernel';
import type { QuoteRow } from './quote-queries.ts';

export function quoteView(quote: QuoteRow): RefundQuote {
  const { currency } = quote;
  return {
    quoteId: quote.quoteId,
    orderId: quote.orderId,
    status: statusOf(quote),
    cause: quote.cause,
    gives: quote.gives,
    expiresAt: quote.expiresAt.toISOString(),
    serverTime: quote.serverTime.toISOString(),
    total: money(quote.totalMinor, currency),
    lines: quote.lines.map((line) => ({
      claimId: line.claimId,
      tripId: line.tripId,
      fare: money(line.fareMinor, currency),
      kept: money(line.keptMinor, currency),
      refunded: money(line.refundedMinor, currency),
      refundedPercent: line.refundedPercent,
      feeMinor: line.feeMinor,
      hoursBefore: line.hoursBefore,
    })),
  };
}

/** What was taken stays taken; an offer that nobody took is over by the database's clock. */
export function statusOf(quote: Pick<QuoteRow, 'confirmedAt' | 'expiresAt' | 'serverTime'>): RefundQuote['status'] {
  if (quote.confirmedAt !== null) return 'confirmed';
  return quote.expiresAt <= quote.serverTime ? 'expired' : 'open';
}
