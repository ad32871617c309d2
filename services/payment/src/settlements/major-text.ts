import type { Money } from '@safiri/kernel';
import { amountText } from '../providers/amount-text.ts';

/** An amount as spreadsheets of any language take it, with a minus where it is below zero: -1450.05, or 5000 of francs. */
export function majorText({ amountMinor, currency }: Money): string {
  return `${amountMinor < 0 ? '-' : ''}${amountText({ amountMinor: Math.abs(amountMinor), currency })}`;
}
