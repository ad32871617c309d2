import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatMoney, money, parseMajor, splitMoney } from './money.ts';

describe('splitMoney', () => {
  it('never creates or loses a unit, and no part is more than one unit off its share', () => {
    fc.assert(
      fc.property(
        fc.nat(1_000_000_000),
        fc.array(fc.nat(10_000), { minLength: 1, maxLength: 12 }),
        (amountMinor, weights) => {
          fc.pre(weights.some((weight) => weight > 0));
          const parts = splitMoney(money(amountMinor, 'RWF'), weights);
          const total = weights.reduce((sum, weight) => sum + weight, 0);
          expect(parts.reduce((sum, part) => sum + part.amountMinor, 0)).toBe(amountMinor);
          parts.forEach((part, index) =>
            expect(Math.abs(part.amountMinor - (amountMinor * (weights[index] ?? 0)) / total)).toBeLessThan(1.0001),
          );
        },
      ),
    );
  });

  it('gives the units left over to the largest remainders, the earlier first', () => {
    expect(splitMoney(money(100, 'KES'), [1, 1, 1]).map((part) => part.amountMinor)).toEqual([34, 33, 33]);
  });
});

describe('parseMajor and formatMoney', () => {
  it('reads amounts exactly and refuses what the currency cannot express', () => {
    expect(parseMajor('1450.00', 'KES')).toEqual({ amountMinor: 145000, currency: 'KES' });
    expect(parseMajor('2.00', 'RWF')).toEqual({ amountMinor: 2, currency: 'RWF' });
    expect(parseMajor('2.50', 'RWF')).toBeUndefined();
    expect(parseMajor('1', 'XXX')).toBeUndefined();
    expect(parseMajor('-1', 'KES')).toBeUndefined();
  });

  it('shows no decimals for a currency without a minor unit', () => {
    expect(formatMoney(money(5000, 'RWF'), 'en')).toMatch(/5,000$/);
    expect(formatMoney(money(150000, 'KES'), 'en')).toMatch(/1,500\.00$/);
  });
});
