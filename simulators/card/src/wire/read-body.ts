import { refusal } from './refusals.ts';

export type Body = Readonly<Record<string, unknown>>;

export function objectOf(value: unknown, name: string): Body {
  if (value === undefined) throw refusal('parameter_missing', name);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw refusal('parameter_invalid', name);
  return Object.fromEntries(Object.entries(value));
}

/** A member that may be left out and is then empty. */
export function textOf(value: unknown, name: string): string {
  if (value === undefined) return '';
  if (typeof value !== 'string' || value.length > 500) throw refusal('parameter_invalid', name);
  return value;
}

export function addressOf(value: unknown, name: string): string {
  const given = textOf(value, name);
  if (!/^https?:\/\/\S+$/.test(given)) throw refusal('parameter_invalid', name);
  return given;
}

/** Whole minor units, at least one. */
export function amountOf(value: unknown, name: string): number {
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 1) throw refusal('parameter_invalid', name);
  return value;
}
