import { money, splitMoney } from '@safiri/kernel';
import type { Payout } from './payouts.ts';

/** A seat that is cancelled, and what its rule gives back: so much of the fare, less a fee. */
export type Ride = { readonly fareMinor: number; readonly refundedPercent: number; readonly feeMinor: number };

export type Bounds = {
  readonly currency: string;
  readonly payout: Payout;
  /** What was captured and is not given back or promised yet. */
  readonly leftMinor: number;
};

/**
 * What is given back of each seat, in their order. The sum is rounded once, upwards: a part of a coin is the passenger's. It never
 * exceeds the fares or what is left of the payment. What rounding leaves over goes to the largest remainders, so that no seat
 * is given back more than it cost, and the parts sum to the whole.
 */
export function divideRefund(rides: readonly Ride[], { currency, payout, leftMinor }: Bounds): number[] {
  const exact = rides.map(exactHundredths);
  const wished = sum(exact);
  if (wished === 0) return rides.map(() => 0);
  const { unitMinor, leastMinor } = payout;
  const fares = sum(rides.map((ride) => ride.fareMinor));
  const rounded = Math.max(Math.ceil(wished / (100 * unitMinor)) * unitMinor, leastMinor);
  const total = Math.min(rounded, fares, leftMinor);
  const split = (amountMinor: number, weights: readonly number[]): number[] =>
    amountMinor === 0
      ? weights.map(() => 0)
      : splitMoney(money(amountMinor, currency), weights).map((part) => part.amountMinor);
  if (total * 100 < wished) return split(total, exact);
  // Rounded up: less is kept than the rules say. Splitting what is kept keeps every part within its fare.
  const kept = split(
    fares - total,
    rides.map((ride, index) => ride.fareMinor * 100 - (exact[index] ?? 0)),
  );
  return rides.map((ride, index) => ride.fareMinor - (kept[index] ?? 0));
}

/** In hundredths of a minor unit, so that nothing is rounded before the sum. */
function exactHundredths({ fareMinor, refundedPercent, feeMinor }: Ride): number {
  return Math.max(0, fareMinor * refundedPercent - feeMinor * 100);
}

function sum(amounts: readonly number[]): number {
  return amounts.reduce((all, amount) => all + amount, 0);
}
