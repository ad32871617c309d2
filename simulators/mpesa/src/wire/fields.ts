import { money, type Money } from '@safiri/kernel';
import { currency } from '../books/wallets.ts';
import { invalid } from './errors.ts';

export type Body = Readonly<Record<string, unknown>>;

/** A text of so many characters; numbers are taken as texts, as Daraja does. */
export function textField(body: Body, field: string, { from, to }: { from: number; to: number }): string {
  const value = body[field];
  const text = typeof value === 'number' ? String(value) : value;
  if (typeof text !== 'string' || text.length < from || text.length > to) throw invalid(field);
  return text;
}

export function matchingField(body: Body, field: string, pattern: RegExp): string {
  const text = textField(body, field, { from: 1, to: 200 });
  if (!pattern.test(text)) throw invalid(field);
  return text;
}

/** M-Pesa moves at most this much at once, in shillings. */
const mostAtOnce = 250_000;

/** Whole shillings. */
export function amountField(body: Body, least = 1): Money {
  const text = matchingField(body, 'Amount', /^\d{1,6}$/);
  const shillings = Number(text);
  if (shillings < least || shillings > mostAtOnce) throw invalid('Amount');
  return money(shillings * 100, currency);
}

/** A Kenyan number as twelve digits. */
export function msisdnField(body: Body, field: string): string {
  const msisdn = textField(body, field, { from: 1, to: 20 });
  if (!/^254[17]\d{8}$/.test(msisdn)) throw invalid(field === 'PartyA' ? 'PhoneNumber' : field);
  return msisdn;
}

/** Words that an address may not contain. */
const forbiddenWords = /mpesa|safaricom|exe|cmd|sql|query/i;

/** An address for callbacks. The real one takes https alone, which a simulator on one machine cannot ask for. */
export function addressField(body: Body, field: string): string {
  const given = textField(body, field, { from: 1, to: 2048 });
  const url = URL.parse(given);
  if (url === null || !['http:', 'https:'].includes(url.protocol)) throw invalid(field);
  if (forbiddenWords.test(given)) throw invalid(field);
  return url.href;
}
