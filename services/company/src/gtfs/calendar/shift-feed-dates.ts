import { addDays, assert, daysBetween } from '@safiri/kernel';
import type { ServiceDate } from '@safiri/kernel';
import type { Calendar, Feed } from '../feed.ts';
import { earlier, later } from './service-dates.ts';

/** First and last date on which some service of the feed may run; undefined when no calendar has a date. */
export function calendarSpan(
  calendars: Iterable<Calendar>,
): { readonly from: ServiceDate; readonly until: ServiceDate } | undefined {
  let from: ServiceDate | undefined;
  let until: ServiceDate | undefined;
  for (const calendar of calendars) {
    from = [from, calendar.period?.from, ...calendar.added].reduce(earlier);
    until = [until, calendar.period?.until, ...calendar.added].reduce(later);
  }
  return from === undefined || until === undefined ? undefined : { from, until };
}

/**
 * By how many days an expired feed is to be moved so that it runs today: whole weeks, which keep every weekday, to
 * where its first date falls into the week up to today. As much as possible of the feed then lies ahead. 0 for a feed
 * that has not expired. The caller stores the number, so that the same feed is moved alike when it comes again.
 */
export function shiftDaysFor(feed: Pick<Feed, 'calendars'>, today: ServiceDate): number {
  const span = calendarSpan(feed.calendars.values());
  if (span === undefined || span.until >= today) return 0;
  return Math.floor(daysBetween(span.from, today) / 7) * 7;
}

/** The same feed with all its dates moved by whole weeks; exceptions go with the days they are exceptions of. */
export function shiftFeedDates(feed: Feed, days: number): Feed {
  assert(Number.isSafeInteger(days / 7), `dates move by whole weeks, not by ${days} days`);
  if (days === 0) return feed;
  const move = (date: ServiceDate) => addDays(date, days);
  const calendars = new Map([...feed.calendars].map(([id, calendar]) => [id, moveCalendar(calendar, move)]));
  return { ...feed, calendars, info: moveInfo(feed.info, move) };
}

type Move = (date: ServiceDate) => ServiceDate;

function moveCalendar(calendar: Calendar, move: Move): Calendar {
  const { period } = calendar;
  return {
    ...calendar,
    period: period && { from: move(period.from), until: move(period.until) },
    added: new Set([...calendar.added].map(move)),
    removed: new Set([...calendar.removed].map(move)),
  };
}

function moveInfo(info: Feed['info'], move: Move): Feed['info'] {
  return info && { ...info, from: info.from && move(info.from), until: info.until && move(info.until) };
}
