import { assert } from './assert.ts';
import { numbersLocale } from './local-writing.ts';

/** An amount in minor units of an ISO 4217 currency: 150000 KES is 1,500.00 shillings, 5000 RWF is 5,000 francs. */
export type Money = {
  readonly amountMinor: number;
  readonly currency: string;
};

/** Decimal digits of the minor unit, from ISO 4217 list one. Currencies not listed here are not traded. */
const digitsByCurrency: Readonly<Record<string, number>> = {
  BIF: 0,
  CDF: 2,
  ETB: 2,
  EUR: 2,
  GBP: 2,
  JPY: 0,
  KES: 2,
  MWK: 2,
  MZN: 2,
  RWF: 0,
  SSP: 2,
  TZS: 2,
  UGX: 0,
  USD: 2,
  ZAR: 2,
  ZMW: 2,
};

/** Digits of the currency's minor unit, or undefined for a currency that is not traded here. */
export function currencyDigits(currency: string): number | undefined {
  return digitsByCurrency[currency];
}

/** Of these no cents are paid, neither by phone nor over a counter, though ISO 4217 has them. */
const paidInWholeUnits: ReadonlySet<string> = new Set(['KES', 'TZS']);

/** Minor units of the smallest amount that can be paid: what people type in must be a multiple of it. */
export function smallestPaidMinor(currency: string): number {
  return paidInWholeUnits.has(currency) ? 10 ** (digitsByCurrency[currency] ?? 0) : 1;
}

/** Money from a whole number of minor units; anything else is a bug. */
export function money(amountMinor: number, currency: string): Money {
  assert(Number.isSafeInteger(amountMinor), `money in whole minor units, not ${amountMinor}`);
  assert(currency in digitsByCurrency, `unknown currency ${currency}`);
  return { amountMinor, currency };
}

/** The sum. Two currencies never mix. */
export function addMoney(left: Money, right: Money): Money {
  assert(left.currency === right.currency, `${left.currency} added to ${right.currency}`);
  return money(left.amountMinor + right.amountMinor, left.currency);
}

/**
 * Splits an amount by weights; the parts sum to the amount exactly. Units left over by rounding down go to the largest
 * remainders, the earlier part first when remainders are equal.
 */
export function splitMoney(whole: Money, weights: readonly number[]): Money[] {
  assert(whole.amountMinor >= 0, 'only an amount of zero or more is split');
  assert(
    weights.length > 0 && weights.every((weight) => Number.isSafeInteger(weight) && weight >= 0),
    'weights are whole and not negative',
  );
  const total = weights.reduce((sum, weight) => sum + BigInt(weight), 0n);
  assert(total > 0n, 'some weight is positive');
  const amount = BigInt(whole.amountMinor);
  const parts = weights.map((weight, index) => {
    const scaled = amount * BigInt(weight);
    return { index, floor: scaled / total, remainder: scaled % total };
  });
  const left = Number(amount - parts.reduce((sum, part) => sum + part.floor, 0n));
  const luckyIndexes = new Set(
    parts
      .toSorted((a, b) => (a.remainder === b.remainder ? a.index - b.index : a.remainder > b.remainder ? -1 : 1))
      .slice(0, left)
      .map((part) => part.index),
  );
  return parts.map((part) => money(Number(part.floor) + (luckyIndexes.has(part.index) ? 1 : 0), whole.currency));
}

/** Making a formatter costs a hundred times what formatting does. Languages and currencies are few; the bound guards against who invents some. */
const formatters = new Map<string, Intl.NumberFormat>();
const formattersKept = 500;

/** The amount as people of that locale write it, e.g. "RWF 5,000" or "KSh 1,500.00". */
export function formatMoney(amount: Money, locale: string): string {
  const { currency } = amount;
  const digits = digitsByCurrency[currency];
  assert(digits !== undefined, `unknown currency ${currency}`);
  const fraction = { minimumFractionDigits: digits, maximumFractionDigits: digits };
  const name = `${locale} ${currency}`;
  const formatter =
    formatters.get(name) ?? new Intl.NumberFormat(numbersLocale(locale), { style: 'currency', currency, ...fraction });
  if (formatters.size >= formattersKept) formatters.clear();
  formatters.set(name, formatter);
  return formatter.format(amount.amountMinor / 10 ** digits);
}

/** Reads a decimal text such as "1450.00" exactly; undefined when it is no amount of that currency. */
export function parseMajor(text: string, currency: string): Money | undefined {
  const digits = digitsByCurrency[currency];
  const match = /^(\d{1,12})(?:\.(\d+))?$/.exec(text);
  if (digits === undefined || match === null) return undefined;
  const fraction = match[2] ?? '';
  if (/[1-9]/.test(fraction.slice(digits))) return undefined;
  return money(Number(`${match[1] ?? ''}${fraction.slice(0, digits).padEnd(digits, '0')}`), currency);
}
