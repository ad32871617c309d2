import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseMajor } from '@safiri/kernel';
import { amountText } from './amount-text.ts';

it.each([
  [5_000, 'RWF', '5000'],
  [1_250, 'USD', '12.50'],
  [5, 'USD', '0.05'],
  [150_000, 'KES', '1500.00'],
  [1, 'UGX', '1'],
])('%i minor units of %s are "%s"', (amountMinor, currency, text) => {
  expect(amountText({ amountMinor, currency })).toBe(text);
});

it('says every amount in a text that reads as the same amount', () => {
  const amounts = fc.record({
    amountMinor: fc.integer({ min: 1, max: 10 ** 11 }),
    currency: fc.constantFrom('RWF', 'UGX', 'USD', 'KES', 'JPY'),
  });
  fc.assert(
    fc.property(amounts, (amount) => {
      expect(parseMajor(amountText(amount), amount.currency)).toEqual(amount);
    }),
  );
});
