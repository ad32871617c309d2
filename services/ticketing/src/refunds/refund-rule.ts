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

/** The first tier, the longest time first, that so many hours before departure still keep. Its fee is kept of fares in its currency. */
export function refundRule(
  tiers: readonly RefundTier[],
  { hoursLeft, currency }: { readonly hoursLeft: number; readonly currency: string },
): RefundRule {
  const tier = tiers.find(({ hoursBefore }) => hoursLeft >= hoursBefore);
  if (tier === undefined) return nothing;
  const { hoursBefore, refundedPercent, feePerSeat } = tier;
  return { hoursBefore, refundedPercent, feeMinor: feePerSeat?.currency === currency ? feePerSeat.amountMinor : 0 };
}
