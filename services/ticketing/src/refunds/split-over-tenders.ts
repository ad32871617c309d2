import type { AttemptMethod } from '@safiri/contracts';
import { assert } from '@safiri/kernel';
import type { Share } from '../bookings/shares.ts';
import { payoutOf } from './payouts.ts';

/** What paid for a booking, an attempt or a voucher, and what of it was not given back or promised yet. */
export type Tender = {
  readonly attemptId: string | null;
  readonly voucherId: string | null;
  /** Of an attempt, where that is known. */
  readonly method: AttemptMethod | null;
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
  const refunds = tenders.map(({ leftMinor, ...tender }, index) => {
    const amountMinor = takenOf({ ...tender, leftMinor }, owed, tenders.slice(index + 1));
    let room = amountMinor;
    const parts: Share[] = [];
    for (const share of owed) {
      const partMinor = Math.min(room, share.leftMinor);
      if (partMinor === 0) continue;
      room -= partMinor;
      share.leftMinor -= partMinor;
      parts.push(partOf(share, partMinor));
    }
    return { ...tender, amountMinor, shares: parts };
  });
  assert(
    owed.every((share) => share.leftMinor === 0),
    'a refund is covered by what was paid',
  );
  return refunds.filter((refund) => refund.amountMinor > 0);
}

/**
 * All that is owed, as far as it goes. Of an attempt nothing is left over that is too little to be paid out later, where other
 * tenders can give that instead.
 */
function takenOf(
  { attemptId, leftMinor }: Tender,
  owed: readonly { readonly amount: Share['amount']; readonly leftMinor: number }[],
  others: readonly Tender[],
): number {
  const owedMinor = sumLeft(owed);
  const most = Math.min(leftMinor, owedMinor);
  const { leastMinor } = payoutOf(owed[0]?.amount.currency ?? '');
  if (attemptId === null || leftMinor === most || leftMinor - most >= leastMinor) return most;
  const less = leftMinor - leastMinor;
  const some = less >= leastMinor ? less : 0;
  return owedMinor - some <= sumLeft(others) ? some : most;
}

function sumLeft(of: readonly { readonly leftMinor: number }[]): number {
  return of.reduce((sum, { leftMinor }) => sum + leftMinor, 0);
}

/** A part of a share says what its seats had cost, so that each part takes its part of their fees along. */
function partOf({ companyId, amount, seats, fares }: Share, amountMinor: number): Share {
  const isWhole = amountMinor === amount.amountMinor && fares === undefined;
  const part = { companyId, amount: { ...amount, amountMinor }, seats };
  return isWhole ? part : { ...part, fares: fares ?? amount };
}
