import type { bookingConfirmed, PayloadOf } from '@safiri/contracts';
import type { ClaimRow } from '../holds/claim-queries.ts';

export type Share = NonNullable<PayloadOf<typeof bookingConfirmed>['shares']>[number];

/** What of a refund of these seats, which are one order's, was which company's, and what the seats had cost. */
export function sharesBack(
  lines: readonly { readonly companyId: string; readonly fareMinor: number; readonly refundedMinor: number }[],
  currency: string,
): Share[] {
  const refunded = sharesOf(
    lines.map(({ companyId, refundedMinor }) => ({ companyId, fareMinor: refundedMinor })),
    currency,
  );
  const fares = new Map(sharesOf(lines, currency).map(({ companyId, amount }) => [companyId, amount]));
  return refunded.map((share) => ({ ...share, fares: fares.get(share.companyId) ?? share.amount }));
}

/** What of the money of these claims, which are one order's, is which company's. */
export function sharesOf(claims: readonly Pick<ClaimRow, 'companyId' | 'fareMinor'>[], currency: string): Share[] {
  return [...Map.groupBy(claims, (claim) => claim.companyId)].map(([companyId, of]) => ({
    companyId,
    amount: { amountMinor: of.reduce((sum, claim) => sum + claim.fareMinor, 0), currency },
    seats: of.length,
  }));
}
