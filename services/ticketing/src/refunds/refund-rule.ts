import type { RefundTier } from '@safiri/contracts';

/** What is given back of one seat, and why. */
export type RefundRule = {
  readonly refundedPercent: number;
  readonly feeMinor: number;
  /** The tier's; null where none fits, or none was asked. */
  readonly hoursBefore: number | null;
};

/** The company could not carry whom it sold a seat: all goes back. */
export const allOfIt: RefundRule = { refundedPercent: 100, feeMinor: 0, hoursBefore: null };

const nothing: RefundRule = { refundedPercent: 0, feeMinor: 0, hoursBefore: null };

type Asked = { readonly hoursLeft: number; readonly currency: string };

/** The first tier, the longest time first, that so many hours before departure still keep. Its fee is kept of fares in its currency. */
export function refundRule(tiers: readonly RefundTier[], { hoursLeft, currency }: Asked): RefundRule {
  const tier = tierOf(tiers, hoursLeft);
  if (tier === undefined) return nothing;
  const { hoursBefore, refundedPercent, feePerSeat } = tier;
  return { hoursBefore, refundedPercent, feeMinor: feePerSeat?.currency === currency ? feePerSeat.amountMinor : 0 };
}

/** What of a fare the company gives as credit, if the passenger wants that instead; undefined where it gives none. */
export function creditRule(tiers: readonly RefundTier[], { hoursLeft }: Asked): RefundRule | undefined {
  const tier = tierOf(tiers, hoursLeft);
  if (tier?.creditPercent === undefined) return undefined;
  return { hoursBefore: tier.hoursBefore, refundedPercent: tier.creditPercent, feeMinor: 0 };
}

function tierOf(tiers: readonly RefundTier[], hoursLeft: number): RefundTier | undefined {
  return tiers.find(({ hoursBefore }) => hoursLeft >= hoursBefore);
}
