import { currencyDigits, smallestPaidMinor } from '@safiri/kernel';

/** What can be given back to a passenger at once: multiples of a unit, and how much at the least. */
export type Payout = { readonly unitMinor: number; readonly leastMinor: number };

/** M-Pesa sends ten shillings at the least. */
const leastMinorOf: Readonly<Record<string, number>> = { KES: 1_000 };

export function payoutOf(currency: string): Payout {
  const unitMinor = smallestPaidMinor(currency);
  return { unitMinor, leastMinor: leastMinorOf[currency] ?? unitMinor };
}

/** A counter gives whole units, of any currency and however few. */
export function payoutOfCash(currency: string): Payout {
  const unitMinor = 10 ** (currencyDigits(currency) ?? 0);
  return { unitMinor, leastMinor: unitMinor };
}
