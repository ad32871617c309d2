import { describe, expect, it } from 'vitest';
import { addDays, daysBetween, isServiceDate, localDate, serviceDate, weekday } from './service-date.ts';
import { formatTimetableTime, isTimeZone, timetableInstant } from './timetable-time.ts';

describe('timetableInstant', () => {
  it('counts past midnight into the next day', () => {
    expect(timetableInstant(serviceDate('2026-03-01'), 25.5 * 3600, 'Africa/Nairobi').toISOString()).toBe(
      '2026-03-01T22:30:00.000Z',
    );
  });

  it('counts from noon minus twelve hours on a day when clocks go forward', () => {
    // 2026-03-29 in Paris has 23 hours: the count starts at 23:00 of the evening before.
    expect(timetableInstant(serviceDate('2026-03-29'), 0, 'Europe/Paris').toISOString()).toBe(
      '2026-03-28T22:00:00.000Z',
    );
    expect(timetableInstant(serviceDate('2026-03-29'), 8 * 3600, 'Europe/Paris').toISOString()).toBe(
      '2026-03-29T06:00:00.000Z',
    );
  });

  it('writes times as timetables do', () => {
    expect(formatTimetableTime(90_660)).toBe('25:11');
  });
});

describe('service dates', () => {
  it('are real calendar dates and add up', () => {
    expect(isServiceDate('2026-02-29')).toBe(false);
    expect(isServiceDate('2028-02-29')).toBe(true);
    expect(addDays(serviceDate('2026-12-31'), 1)).toBe('2027-01-01');
    expect(daysBetween(serviceDate('2026-03-01'), serviceDate('2026-04-01'))).toBe(31);
    expect(weekday(serviceDate('2026-11-22'))).toBe(7);
  });

  it('are what local clocks show', () => {
    expect(localDate(new Date('2026-03-01T22:30:00Z'), 'Africa/Kigali')).toBe('2026-03-02');
    expect(isTimeZone('Africa/Kigali')).toBe(true);
    expect(isTimeZone('Mars/Olympus')).toBe(false);
  });
});
