import { assert, currencyDigits, type Money } from '@safiri/kernel';

/** An amount in whole units of its currency with a point, as spreadsheets of any language take it: -1450.05, or 5000 of francs. */
export function majorText({ amountMinor, currency }: Money): string {
  const digits = currencyDigits(currency);
  assert(digits !== undefined, `unknown currency ${currency}`);
  const text = String(Math.abs(amountMinor)).padStart(digits + 1, '0');
  const whole = text.slice(0, text.length - digits);
  return `${amountMinor < 0 ? '-' : ''}${whole}${digits === 0 ? '' : `.${text.slice(-digits)}`}`;
}
