import { expect, it } from 'vitest';
import { maskNumber, plainNumber } from './account-number.ts';

it.each([
  ['RW12BKRW0001234567', '•••• 4567'],
  ['+250788123456', '•••• 3456'],
  ['12345678', '•••• 5678'],
  ['1234567', '•••• 67'],
  ['1234', '•••• 34'],
])('of %s is shown %s', (number, masked) => {
  expect(maskNumber(number)).toBe(masked);
});

it('a number is the same in groups and without', () => {
  const account = { kind: 'bank', institution: 'Bank of Kigali', holder: 'Volcano' } as const;
  expect(plainNumber({ ...account, number: 'RW12 BKRW 0001' })).toEqual({ ...account, number: 'RW12BKRW0001' });
});
