import { expect, test } from 'vitest';
import { createWriting } from './writing.server.ts';

const evening = '2026-11-22T19:05:00Z';

test.each([
  ['en-GB', ['Sun 22 Nov', 'Sunday, 22 November 2026', 'RWF 12,500']],
  ['fr', ['dim. 22 nov.', 'dimanche 22 novembre 2026', '12 500 RWF']],
  ['rw', ['Cyu. 22 Ugushyingo', 'Ku cyumweru 22 Ugushyingo 2026', 'RWF 12,500']],
  ['sw', ['Jumapili, 22 Nov', 'Jumapili, 22 Novemba 2026', 'RWF 12,500']],
])('%s: days, times and money as locals write them', (tag, expected) => {
  const writing = createWriting(tag);
  const written = [
    writing.day(evening, 'Africa/Kigali'),
    writing.longDate('2026-11-22'),
    writing.money({ amountMinor: 12_500, currency: 'RWF' }),
  ];
  // Which of several spaces ICU chooses is its own affair.
  expect(written.map((text) => text.replaceAll(/\s/g, ' '))).toEqual(expected);
  expect(writing.time(evening, 'Africa/Kigali')).toBe('21:05');
});
