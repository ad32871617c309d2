import { currencyDigits, type Money } from '@safiri/kernel';
import { parseAmount } from '@safiri/simulator-kit';
import { refusal, type Issue } from './refusals.ts';

/** What PayPal has accounts in, as far as this product knows their digits; not shillings and not francs of Rwanda. */
const paypalCurrencies: ReadonlySet<string> = new Set(['EUR', 'GBP', 'JPY', 'USD']);

export type Body = Readonly<Record<string, unknown>>;

/** A member that must be an object. */
export function objectOf(value: unknown, field: string): Body {
  if (value === undefined) throw refusal('MISSING_REQUIRED_PARAMETER', field);
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw refusal('INVALID_PARAMETER_VALUE', field);
  return Object.fromEntries(Object.entries(value));
}

/** A member that may be left out and is then empty. */
export function textOf(value: unknown, field: string, longest: number): string {
  if (value === undefined) return '';
  if (typeof value !== 'string') throw refusal('INVALID_PARAMETER_VALUE', field);
  if (value.length > longest) throw refusal('INVALID_STRING_LENGTH', field);
  return value;
}

export function addressOf(value: unknown, field: string): string {
  const given = textOf(value, field, 2000);
  if (!/^https?:\/\/\S+$/.test(given)) throw refusal('INVALID_PARAMETER_VALUE', field);
  return given;
}

export function amountOf(value: unknown, field: string): Money {
  const { currency_code: code, value: digits } = objectOf(value, field);
  const currency = textOf(code, `${field}/currency_code`, 3);
  if (!paypalCurrencies.has(currency)) throw refusal('INVALID_CURRENCY_CODE', `${field}/currency_code`);
  const given = textOf(digits, `${field}/value`, 32);
  const amount = parseAmount(given, currency);
  if (amount === undefined) throw refusal(mistakeOf(given, currency), `${field}/value`);
  return amount;
}

function mistakeOf(given: string, currency: string): Issue {
  const match = /^-?\d+(?:\.(\d+))?$/.exec(given);
  if (match === null) return 'INVALID_PARAMETER_VALUE';
  return (match[1] ?? '').length > (currencyDigits(currency) ?? 0) ? 'DECIMAL_PRECISION' : 'CANNOT_BE_ZERO_OR_NEGATIVE';
}
