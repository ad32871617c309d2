import { money, splitMoney, type Money } from '@safiri/kernel';

/** What the platform takes of a sale: of the fare in basis points, and an amount a seat. */
export type CommissionPlan = { readonly basisPoints: number; readonly perSeatMinor: number };

/** A company's part of an order's money, or of a refund. */
export type Share = {
  readonly companyId: string;
  readonly amount: Money;
  readonly seats: number;
  /** Of a refund: what its seats had cost, where it gives back a part of that. */
  readonly fares?: Money | undefined;
};

/** What of a share is the platform's: by its fare, and by its seats. */
export type Charge = { readonly commissionMinor: number; readonly feeMinor: number };

const wholeBasisPoints = 10_000;

/** The commission rounds to the nearer unit, a half in favour of the company; together both never exceed the share. */
export function chargeOf({ amount, seats }: Share, plan: CommissionPlan): Charge {
  const commissionMinor = partOf(amount, plan.basisPoints, wholeBasisPoints);
  return { commissionMinor, feeMinor: Math.min(plan.perSeatMinor * seats, amount.amountMinor - commissionMinor) };
}

/** What an order's booking brought a company and cost it, and what of both went back since. */
export type Booked = {
  readonly grossMinor: number;
  readonly charged: Charge;
  readonly refundedMinor: number;
  readonly back: Charge;
};

/** A refund that is heard of before its booking: as if the booking were of its seats alone, charged as it will be. */
export function bookedAlone(refund: Share, plan: CommissionPlan): Booked {
  const fares = refund.fares ?? refund.amount;
  return {
    grossMinor: fares.amountMinor,
    charged: chargeOf({ ...refund, amount: fares }, plan),
    refundedMinor: 0,
    back: { commissionMinor: 0, feeMinor: 0 },
  };
}

/**
 * What of the charges goes back with a refund: as much of them as of the fare, counted over all refunds so far, so that
 * when the whole fare is back the whole charge is, to the unit, in however many parts it went.
 */
export function chargeBackOf(booked: Booked, refund: Money): Charge {
  const { grossMinor, charged, back } = booked;
  const refundedMinor = Math.min(booked.refundedMinor + refund.amountMinor, grossMinor);
  const part = (chargedMinor: number, backMinor: number): number =>
    Math.max(0, partOf(money(chargedMinor, refund.currency), refundedMinor, grossMinor) - backMinor);
  return {
    commissionMinor: part(charged.commissionMinor, back.commissionMinor),
    feeMinor: part(charged.feeMinor, back.feeMinor),
  };
}

/** So much of an amount as `part` is of `whole`, by largest remainder; nothing of nothing. */
export function partOf(amount: Money, part: number, whole: number): number {
  if (whole === 0) return 0;
  return splitMoney(amount, [whole - part, part])[1]?.amountMinor ?? 0;
}
