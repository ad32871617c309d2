import fc from 'fast-check';
import { expect, it } from 'vitest';
import { localDate } from '@safiri/kernel';
import { localDay } from './local-day.ts';

/** Both ends of the calendar, quarter hours, and one where 00:00 to 01:00 comes twice on 2031-10-26. */
const zones = [
  'Africa/Kigali',
  'Africa/Cairo',
  'Asia/Kathmandu',
  'Pacific/Kiritimati',
  'Etc/GMT+12',
  'Pacific/Chatham',
  'Australia/Lord_Howe',
  'Atlantic/Azores',
  'America/Havana',
  'America/St_Johns',
];
const minute = 60_000;

it('is when clocks show the date, whatever they do', () => {
  const anyDate = fc.oneof(
    fc.constantFrom('2031-10-26', '2031-03-30', '2011-11-06', '2011-11-05', '2031-11-02'),
    fc
      .date({ min: new Date('2005-01-01'), max: new Date('2035-01-01'), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 10)),
  );
  fc.assert(
    fc.property(
      anyDate,
      fc.constantFrom(...zones),
      fc.array(fc.integer({ min: -16 * 60, max: 40 * 60 }), { maxLength: 8 }),
      (date, zone, drawn) => {
        const spans = localDay(date, zone);
        const edges = spans.flatMap(({ from, until }) => [from - 1, from, until - 1, until]);
        for (const instant of [
          ...edges,
          ...drawn.map((minutes) => Date.parse(`${date}T00:00:00Z`) + minutes * minute),
        ]) {
          const inside = spans.some(({ from, until }) => instant >= from && instant < until);
          expect([instant, inside]).toEqual([instant, localDate(new Date(instant), zone) === date]);
        }
      },
    ),
    { numRuns: 100 },
  );
});

it('begins twice where clocks go back over midnight', () => {
  // Newfoundland went back from 00:01 to 23:01 of the day before.
  expect(localDay('2010-11-07', 'America/St_Johns').map(({ from, until }) => (until - from) / minute)).toEqual([
    1, 1440,
  ]);
});
