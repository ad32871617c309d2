import { addDays, daysBetween, serviceDate, weekday } from '@safiri/kernel';
import type { ServiceDate } from '@safiri/kernel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Calendar } from '../feed.ts';
import { anyCalendar, anyDate } from '../testing/any-calendar.ts';
import { readSmallFeed, usable } from '../testing/small-feed.ts';
import { checkCoverage } from './check-coverage.ts';
import { serviceDates } from './service-dates.ts';
import { calendarSpan, shiftDaysFor, shiftFeedDates } from './shift-feed-dates.ts';

/** The obvious model: every day of the window, one by one, by the words of the specification. */
function slowServiceDates(calendar: Calendar, from: ServiceDate, until: ServiceDate): ServiceDate[] {
  const dates: ServiceDate[] = [];
  for (let date = from; date <= until; date = addDays(date, 1)) {
    const inPeriod = calendar.period !== undefined && date >= calendar.period.from && date <= calendar.period.until;
    const onWeekday = inPeriod && ((calendar.weekdays >> (weekday(date) - 1)) & 1) === 1;
    if (calendar.added.has(date) || (onWeekday && !calendar.removed.has(date))) dates.push(date);
  }
  return dates;
}

describe('serviceDates', () => {
  it('are those of the obvious model, in any window', () => {
    fc.assert(
      fc.property(anyCalendar, anyDate, fc.nat(60), (calendar, from, days) => {
        const until = addDays(from, days);
        expect(serviceDates(calendar, from, until)).toEqual(slowServiceDates(calendar, from, until));
      }),
    );
  });

  it('are none in an empty window or without a calendar', () => {
    const calendar = {
      serviceId: 's',
      weekdays: 127,
      period: undefined,
      added: new Set<never>(),
      removed: new Set<never>(),
    };
    expect(serviceDates(calendar, serviceDate('2026-01-01'), serviceDate('2026-12-31'))).toEqual([]);
  });
});

describe('shifting an expired feed', () => {
  it('moves it by whole weeks so that its first date falls into the week up to today', async () => {
    const feed = usable(await readSmallFeed());
    fc.assert(
      fc.property(anyCalendar, anyDate, (calendar, today) => {
        const days = shiftDaysFor({ calendars: new Map([['s', calendar]]) }, today);
        expect(days % 7).toBe(0);
        const span = calendarSpan([calendar]);
        if (span === undefined || span.until >= today) {
          expect(days).toBe(0);
          return;
        }
        const moved = shiftFeedDates({ ...feed, calendars: new Map([['s', calendar]]) }, days);
        const first = calendarSpan(moved.calendars.values())?.from ?? today;
        expect(daysBetween(first, today)).toBeGreaterThanOrEqual(0);
        expect(daysBetween(first, today)).toBeLessThan(7);
      }),
    );
  });

  it('keeps every running day on its weekday, exceptions included', async () => {
    const feed = usable(await readSmallFeed());
    fc.assert(
      fc.property(anyCalendar, fc.integer({ min: 0, max: 500 }), (calendar, weeks) => {
        const moved = shiftFeedDates({ ...feed, calendars: new Map([['s', calendar]]) }, weeks * 7).calendars.get('s');
        const [from, until] = [serviceDate('2020-02-01'), serviceDate('2020-12-31')];
        const before = serviceDates(calendar, from, until).map((date) => addDays(date, weeks * 7));
        expect(moved && serviceDates(moved, addDays(from, weeks * 7), addDays(until, weeks * 7))).toEqual(before);
      }),
      { numRuns: 20 },
    );
  });

  it('leaves a feed alone that has not expired, or that has no date', async () => {
    const feed = usable(await readSmallFeed());
    expect(shiftDaysFor(feed, serviceDate('2026-12-31'))).toBe(0);
    expect(shiftDaysFor(feed, serviceDate('2027-01-01'))).toBe(364);
    expect(shiftDaysFor({ calendars: new Map() }, serviceDate('2027-01-01'))).toBe(0);
    expect(shiftFeedDates(feed, 0)).toBe(feed);
  });

  it('moves the dates the publisher gave the feed as well', async () => {
    const info =
      'feed_publisher_name,feed_publisher_url,feed_lang,feed_start_date,feed_end_date\nS,https://s.example,en,20260101,\n';
    const feed = usable(await readSmallFeed({ 'feed_info.txt': info }));
    expect(shiftFeedDates(feed, 7).info).toMatchObject({ from: '2026-01-08', until: undefined });
  });
});

describe('checkCoverage', () => {
  it('says nothing of a feed that runs this week, and warns of one that has ended or has yet to begin', async () => {
    const feed = usable(await readSmallFeed());
    const codesOn = (today: string) => checkCoverage(feed, serviceDate(today)).map(({ code }) => code);
    expect(codesOn('2026-12-31')).toEqual([]);
    expect(codesOn('2027-01-01')).toEqual(['expired_calendar']);
    expect(codesOn('2025-12-25')).toEqual(['trip_coverage_not_active_for_next7_days']);
    expect(codesOn('2025-12-26')).toEqual([]);
  });
});
