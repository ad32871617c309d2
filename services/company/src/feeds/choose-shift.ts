import type { ServiceDate } from '@safiri/kernel';
import { calendarSpan, shiftDaysFor, shiftFeedDates } from '../gtfs/calendar/shift-feed-dates.ts';
import type { Feed } from '../gtfs/feed.ts';

/**
 * By how many days an expired feed is moved. A feed that comes again is moved as it was the last time, so that nothing
 * changes, until what was moved has expired too.
 */
export function chooseShiftDays(
  feed: Feed,
  previous: { readonly shiftDays: number } | undefined,
  today: ServiceDate,
): number {
  const moved = previous === undefined ? undefined : shiftFeedDates(feed, previous.shiftDays);
  const until = moved === undefined ? undefined : calendarSpan(moved.calendars.values())?.until;
  return previous !== undefined && until !== undefined && until >= today
    ? previous.shiftDays
    : shiftDaysFor(feed, today);
}
