import { assert, currencyDigits, type Money } from '@safiri/kernel';

/** Decimal text in major units, in whole digits without a rounding on the way: 5000 RWF is "5000", 1250 US cents are "12.50". */
export function amountText(amount: Money): string {
  const digits = currencyDigits(amount.currency);
  assert(digits !== undefined, `unknown currency ${amount.currency}`);
  if (digits === 0) return String(amount.amountMinor);
  const padded = String(amount.amountMinor).padStart(digits + 1, '0');
  return `${padded.slice(0, -digits)}.${padded.slice(-digits)}`;
}
