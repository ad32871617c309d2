import { serviceDate, timetableInstant } from '@safiri/kernel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const hour = 3_600_000;

/** Zones with clock changes at night, at midnight, by half an hour, and without any; both hemispheres. */
const zones = [
  'Africa/Nairobi',
  'Europe/Paris',
  'America/New_York',
  'America/Santiago',
  'Australia/Lord_Howe',
  'Africa/Cairo',
];

function wallClock(instant: number, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
  return parts.format(instant);
}

/** The obvious model: tries every quarter of an hour around the date until clocks show noon, and counts from there. */
function slowInstant(date: string, seconds: number, timeZone: string): number {
  const start = Date.parse(`${date}T12:00:00Z`) - 15 * hour;
  for (let instant = start; instant <= start + 30 * hour; instant += hour / 4) {
    if (wallClock(instant, timeZone) === `${date} 12:00:00`) return instant - 12 * hour + seconds * 1000;
  }
  throw new Error(`no noon on ${date} in ${timeZone}`);
}

describe('the instant of a timetable time', () => {
  it('is noon less twelve hours plus its seconds, on days of clock changes too', () => {
    const changes = [
      '2026-03-28',
      '2026-03-29',
      '2026-10-25',
      '2026-11-01',
      '2026-04-04',
      '2026-09-05',
      '2026-04-24',
      '2026-03-08',
    ];
    fc.assert(
      fc.property(
        fc.constantFrom(...changes),
        fc.constantFrom(...zones),
        fc.nat(72 * 3600 - 1),
        (date, timeZone, seconds) => {
          expect(timetableInstant(serviceDate(date), seconds, timeZone).getTime()).toBe(
            slowInstant(date, seconds, timeZone),
          );
        },
      ),
    );
  });

  it('shows the timetable’s own time on clocks of a day without a change, past midnight the next day', () => {
    const instant = timetableInstant(serviceDate('2026-06-01'), 25 * 3600 + 900, 'Africa/Nairobi').getTime();
    expect(wallClock(instant, 'Africa/Nairobi')).toBe('2026-06-02 01:15:00');
    expect(wallClock(instant, 'Africa/Kigali')).toBe('2026-06-02 00:15:00');
  });
});
