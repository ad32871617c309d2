import { currencyDigits, parseMajor, type Money } from '@safiri/kernel';

/**
 * Reads the wire's amount: a positive decimal text with no more decimals than the currency has, so none at all for RWF and UGX.
 * Undefined when it is none.
 */
export function parseAmount(amountText: string, currency: string): Money | undefined {
  const digits = currencyDigits(currency);
  if (digits === undefined) return undefined;
  const decimals = amountText.includes('.') ? amountText.length - amountText.indexOf('.') - 1 : 0;
  if (decimals > digits) return undefined;
  const amount = parseMajor(amountText, currency);
  return amount !== undefined && amount.amountMinor > 0 ? amount : undefined;
}

/** The wire's decimal text: 5000 RWF is "5000", 1250 US cents are "12.50". */
export function amountText(amount: Money): string {
  const digits = currencyDigits(amount.currency) ?? 0;
  return (amount.amountMinor / 10 ** digits).toFixed(digits);
}

/** Major units of a setting as minor units of the currency. */
export function fromMajor(amountMajor: number, currency: string): number {
  return amountMajor * 10 ** (currencyDigits(currency) ?? 0);
}
