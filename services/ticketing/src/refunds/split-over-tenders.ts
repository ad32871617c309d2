import { assert } from '@safiri/kernel';
import type { Share } from '../bookings/shares.ts';

/** What paid for a booking, an attempt or a voucher, and what of it was not given back or promised yet. */
export type Tender = {
  readonly attemptId: string | null;
  readonly voucherId: string | null;
  readonly leftMinor: number;
};

/** What goes back to one of them, by company. */
export type TenderRefund = Omit<Tender, 'leftMinor'> & { readonly amountMinor: number; readonly shares: Share[] };

/**
 * Which tenders a refund comes out of: the tenders in the given order, each to its end, so that money goes back to where it
 * came from before the next is touched. The one place where that order is decided.
 */
export function splitOverTenders(shares: readonly Share[], tenders: readonly Tender[]): TenderRefund[] {
  const owed = shares.map((share) => ({ ...share, leftMinor: share.amount.amountMinor }));
  const refunds = tenders.map(({ leftMinor, ...tender }) => {
    let room = leftMinor;
    const parts: Share[] = [];
    for (const share of owed) {
      const amountMinor = Math.min(room, share.leftMinor);
      if (amountMinor === 0) continue;
      room -= amountMinor;
      share.leftMinor -= amountMinor;
      parts.push(partOf(share, amountMinor));
    }
    return { ...tender, amountMinor: leftMinor - room, shares: parts };
  });
  assert(
    owed.every((share) => share.leftMinor === 0),
    'a refund is covered by what was paid',
  );
  return refunds.filter((refund) => refund.amountMinor > 0);
}

/** A part of a share says what its seats had cost, so that each part takes its part of their fees along. */
function partOf({ companyId, amount, seats, fares }: Share, amountMinor: number): Share {
  const isWhole = amountMinor === amount.amountMinor && fares === undefined;
  const part = { companyId, amount: { ...amount, amountMinor }, seats };
  return isWhole ? part : { ...part, fares: fares ?? amount };
}
