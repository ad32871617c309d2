import { expect, test } from 'vitest';
import { formatInstant } from './local-writing.ts';
import { formatMoney } from './money.ts';

const august = Date.parse('2026-08-13T19:05:00Z');
const options = {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
  timeZone: 'Africa/Kigali',
} as const;

test.each([
  ['en-GB', 'Thu 13 Aug, 21:05'],
  ['fr', 'jeu. 13 août, 21:05'],
  ['rw', 'Kan. 13 Kanama 21:05'],
  ['sw', 'Alhamisi, 13 Ago, 21:05'],
])('%s: a day and a time as locals write them', (tag, expected) => {
  expect(formatInstant(august, tag, options)).toBe(expected);
});

test('what is not asked for is not written', () => {
  expect(formatInstant(august, 'rw', { hour: '2-digit', minute: '2-digit', timeZone: 'UTC' })).toBe('19:05');
  expect(formatInstant(august, 'rw', { dateStyle: 'long', timeZone: 'UTC' })).toBe('13 Kanama 2026');
  expect(formatInstant(august, 'rw', { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' })).toBe(
    '13 Kanama 2026 19:05',
  );
});

test('money in Kinyarwanda has the commas that people in Rwanda write', () => {
  expect(formatMoney({ amountMinor: 12_500, currency: 'RWF' }, 'rw')).toMatch(/RWF\s12,500/);
});
