import type { ReceiptTax } from '@safiri/contracts';
import { money, splitMoney, type Money } from '@safiri/kernel';
import { partOf } from '../ledger/commission.ts';

/** A tax that fares contain. */
export type Rate = Omit<ReceiptTax, 'taxMinor'>;

/** An amount without its taxes, and each of them; together they are the amount. */
export type TaxSplit = { readonly netMinor: number; readonly taxes: readonly ReceiptTax[] };

/** What of an amount that contains taxes is which: rates are of the price without any of them, units go by largest remainder. */
export function splitTax(total: Money, rates: readonly Rate[]): TaxSplit {
  const [net, ...taxes] = splitMoney(total, [10_000, ...rates.map((rate) => rate.basisPoints)]);
  return {
    netMinor: net?.amountMinor ?? 0,
    taxes: rates.map((rate, index) => ({ ...rate, taxMinor: taxes[index]?.amountMinor ?? 0 })),
  };
}

/**
 * What of a sale's taxes goes back with a part of it: the parts of all that is back after, less those of all that was back
 * before, so that when the whole is back each tax is, to the unit, in however many parts it went.
 */
export function splitCredit(
  sold: TaxSplit & { readonly currency: string },
  beforeMinor: number,
  amount: Money,
): TaxSplit {
  const parts = [sold.netMinor, ...sold.taxes.map(({ taxMinor }) => taxMinor)].map((part) =>
    money(part, sold.currency),
  );
  const before = partsAt(beforeMinor, parts);
  const [netMinor = 0, ...taxes] = partsAt(beforeMinor + amount.amountMinor, parts).map(
    (part, index) => part - (before[index] ?? 0),
  );
  return { netMinor, taxes: sold.taxes.map((tax, index) => ({ ...tax, taxMinor: taxes[index] ?? 0 })) };
}

/**
 * So much of a whole, in its parts. The first is rounded against the rest, and the rest is split alike: rounded all at once, a
 * part might become smaller when the amount grows.
 */
function partsAt(amountMinor: number, [first, ...rest]: readonly Money[]): number[] {
  if (first === undefined) return [];
  if (rest.length === 0) return [amountMinor];
  const whole = rest.reduce((sum, part) => sum + part.amountMinor, first.amountMinor);
  const part = partOf(first, amountMinor, whole);
  return [part, ...partsAt(amountMinor - part, rest)];
}
