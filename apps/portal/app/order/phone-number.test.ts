import { expect, test } from 'vitest';
import { callingCodeOf, readPhone } from './phone-number.ts';

test.each([
  ['0788 123 456', '+250788123456'],
  ['788-123-456', '+250788123456'],
  ['+250 (788) 123.456', '+250788123456'],
  ['00250788123456', '+250788123456'],
  ['250788123456', '+250788123456'],
  ['+254712345678', '+254712345678'],
])('in Rwanda "%s" is %s', (text, phone) => {
  expect(readPhone(text, callingCodeOf('Africa/Kigali'))).toBe(phone);
});

test.each(['', 'hello', '12', '+', '+0788123456', '0788 123 456 789 000', '07881234x6'])(
  '"%s" is no number',
  (text) => {
    expect(readPhone(text, '250')).toBeUndefined();
  },
);

test('where the country is not known a number needs its plus', () => {
  expect(callingCodeOf('Pacific/Honolulu')).toBeUndefined();
  expect(readPhone('0788123456', undefined)).toBeUndefined();
  expect(readPhone('+18085550100', undefined)).toBe('+18085550100');
});
