import type { bookingConfirmed, PayloadOf } from '@safiri/contracts';
import type { ClaimRow } from '../holds/claim-queries.ts';

export type Share = NonNullable<PayloadOf<typeof bookingConfirmed>['shares']>[number];

/** What of the money of these claims, which are one order's, is which company's. */
export function sharesOf(claims: readonly Pick<ClaimRow, 'companyId' | 'fareMinor'>[], currency: string): Share[] {
  return [...Map.groupBy(claims, (claim) => claim.companyId)].map(([companyId, of]) => ({
    companyId,
    amount: { amountMinor: of.reduce((sum, claim) => sum + claim.fareMinor, 0), currency },
    seats: of.length,
  }));
}
