import { describe, expect, test } from 'vitest';
import { amountText, fromMajor, parseAmount } from './money.ts';

describe('amounts on the wire', () => {
  test.each([
    ['5000', 'RWF', 5000],
    ['1', 'UGX', 1],
    ['12.5', 'USD', 1250],
    ['12.50', 'USD', 1250],
    ['12', 'USD', 1200],
    ['999999999999', 'RWF', 999_999_999_999],
  ])('%s %s is %d minor units', (text, currency, amountMinor) => {
    expect(parseAmount(text, currency)).toEqual({ amountMinor, currency });
  });

  test.each([
    ['0', 'RWF'],
    ['0.00', 'USD'],
    ['-1', 'RWF'],
    ['+1', 'RWF'],
    ['1.', 'RWF'],
    ['5000.0', 'RWF'],
    ['1.000', 'USD'],
    ['1,000', 'RWF'],
    ['1e3', 'RWF'],
    ['', 'RWF'],
    [' 1', 'RWF'],
    ['9999999999999', 'RWF'],
    ['1', 'XXX'],
  ])('"%s" %s is no amount', (text, currency) => {
    expect(parseAmount(text, currency)).toBeUndefined();
  });

  test('minor units are written with the digits of their currency', () => {
    expect(amountText({ amountMinor: 5000, currency: 'RWF' })).toBe('5000');
    expect(amountText({ amountMinor: 5, currency: 'USD' })).toBe('0.05');
    expect(fromMajor(12, 'USD')).toBe(1200);
  });
});
