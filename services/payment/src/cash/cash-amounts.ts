import type { CashCount } from '@safiri/contracts';
import { currencyDigits, DomainError } from '@safiri/kernel';

/** What counted coins and notes come to. */
export function sumOf(count: CashCount): number {
  return count.reduce((sum, { valueMinor, pieces }) => sum + valueMinor * pieces, 0);
}

/**
 * Refuses cents. Cash is taken, given and counted in whole units of its currency, which is how fares are made here, and
 * nothing is ever rounded: what was asked for is what lies in the drawer. Which coins there are is the company's matter.
 */
export function refuseFractions(
  currency: string,
  amounts: readonly { readonly amountMinor: number; readonly field: string }[],
): void {
  const digits = currencyDigits(currency);
  if (digits === undefined)
    throw new DomainError('VALIDATION_FAILED', `Nothing is sold in ${currency}.`, { field: '/body/currency' });
  const broken = amounts.find(({ amountMinor }) => amountMinor % 10 ** digits !== 0);
  if (broken === undefined) return;
  throw new DomainError('NOT_WHOLE_UNITS', `Cash is in whole units of ${currency}.`, { field: broken.field });
}

/** The values of a count, for refuseFractions. */
export function valuesOf(count: CashCount, field: string): { amountMinor: number; field: string }[] {
  return count.map(({ valueMinor }, index) => ({ amountMinor: valueMinor, field: `${field}/${index}/valueMinor` }));
}
