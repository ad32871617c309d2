import { assert } from '@safiri/kernel';
import type { Share } from '../bookings/shares.ts';

/** A payment that bought a booking, and what of it was not given back or promised yet. */
export type Tender = { readonly attemptId: string; readonly leftMinor: number };

/** What one payment gives back, by company. */
export type TenderRefund = { readonly attemptId: string; readonly amountMinor: number; readonly shares: Share[] };

/**
 * Which payments a refund comes out of: the tenders in the given order, each to its end, so that money goes back to where it
 * came from before the next is touched. The one place where that order is decided.
 */
export function splitOverTenders(shares: readonly Share[], tenders: readonly Tender[]): TenderRefund[] {
  const owed = shares.map((share) => ({ ...share, leftMinor: share.amount.amountMinor }));
  const refunds = tenders.map(({ attemptId, leftMinor }) => {
    let room = leftMinor;
    const parts: Share[] = [];
    for (const share of owed) {
      const amountMinor = Math.min(room, share.leftMinor);
      if (amountMinor === 0) continue;
      room -= amountMinor;
      share.leftMinor -= amountMinor;
      const { leftMinor: _left, ...told } = share;
      parts.push({ ...told, amount: { ...share.amount, amountMinor } });
    }
    return { attemptId, amountMinor: leftMinor - room, shares: parts };
  });
  assert(
    owed.every((share) => share.leftMinor === 0),
    'a refund is covered by what was paid',
  );
  return refunds.filter((refund) => refund.amountMinor > 0);
}
