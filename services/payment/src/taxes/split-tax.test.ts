import fc from 'fast-check';
import { expect, it } from 'vitest';
import { money } from '@safiri/kernel';
import { splitCredit, splitTax, type Rate, type TaxSplit } from './split-tax.ts';

const rate = (name: string, basisPoints: number): Rate => ({
  name,
  basisPoints,
  treatment: 'included',
  remittedBy: 'company',
});
const rwf = (amountMinor: number) => money(amountMinor, 'RWF');
const taxOf = (split: TaxSplit): number[] => split.taxes.map(({ taxMinor }) => taxMinor);
const sumOf = (split: TaxSplit): number => taxOf(split).reduce((sum, tax) => sum + tax, split.netMinor);

it('takes the tax out of what a person sees: 18 percent of 5,000 of the price without it', () => {
  expect(splitTax(rwf(5_900), [rate('VAT', 1_800)])).toMatchObject({ netMinor: 5_000, taxes: [{ taxMinor: 900 }] });
  expect(splitTax(rwf(5_000), [rate('VAT', 1_800)])).toMatchObject({ netMinor: 4_237, taxes: [{ taxMinor: 763 }] });
  expect(splitTax(rwf(5_000), [])).toEqual({ netMinor: 5_000, taxes: [] });
  expect(splitTax(rwf(5_000), [{ ...rate('VAT', 0), treatment: 'exempt' }])).toMatchObject({ netMinor: 5_000 });
});

const amounts = fc.integer({ min: 0, max: 10_000_000 });
const rates = fc.array(fc.integer({ min: 0, max: 10_000 }), { maxLength: 5 });

it('neither makes nor loses a unit', () => {
  fc.assert(
    fc.property(amounts, rates, (amount, basisPoints) => {
      const split = splitTax(
        rwf(amount),
        basisPoints.map((each, index) => rate(`T${index}`, each)),
      );
      expect(sumOf(split)).toBe(amount);
      expect(Math.min(split.netMinor, ...taxOf(split))).toBeGreaterThanOrEqual(0);
    }),
  );
});

it('gives back each tax wholly with the whole, in whatever parts, and in no part less than nothing', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 5_000 }), { minLength: 1, maxLength: 12 }),
      rates,
      (parts, points) => {
        const total = rwf(parts.reduce((sum, part) => sum + part, 0));
        const taxes = points.map((each, index) => rate(`T${index}`, each));
        const sold = { ...splitTax(total, taxes), currency: 'RWF' };
        let before = 0;
        const back = [0, ...points.map(() => 0)];
        for (const part of parts) {
          const credit = splitCredit(sold, before, rwf(part));
          expect(sumOf(credit)).toBe(part);
          expect(Math.min(credit.netMinor, ...taxOf(credit))).toBeGreaterThanOrEqual(0);
          before += part;
          [credit.netMinor, ...taxOf(credit)].forEach((each, index) => (back[index] = (back[index] ?? 0) + each));
        }
        expect(back).toEqual([sold.netMinor, ...taxOf(sold)]);
      },
    ),
  );
});
