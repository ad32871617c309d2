/** What can be paid to a passenger at once: coins that are sent, and how much at the least. */
type Payout = { readonly unitMinor: number; readonly leastMinor: number };

/** M-Pesa pays out whole shillings, ten at the least. */
const payouts: Readonly<Record<string, Payout>> = { KES: { unitMinor: 100, leastMinor: 1_000 } };
const anyPayout: Payout = { unitMinor: 1, leastMinor: 1 };

export function payoutOf(currency: string): Payout {
  return payouts[currency] ?? anyPayout;
}
