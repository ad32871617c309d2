import { addDays } from '@safiri/kernel';
import type { ServiceDate } from '@safiri/kernel';
import type { Feed } from '../feed.ts';
import type { Problem } from '../problems.ts';
import { serviceDates } from './service-dates.ts';
import { calendarSpan } from './shift-feed-dates.ts';

/** The specification asks publishers to cover at least the coming week. */
const coveredDays = 7;

/** What a feed's author should know about its dates as seen from today; empty when trips run in the coming week. */
export function checkCoverage(feed: Pick<Feed, 'calendars'>, today: ServiceDate): Problem[] {
  const span = calendarSpan(feed.calendars.values());
  const end = addDays(today, coveredDays - 1);
  if (span !== undefined && span.until < today) {
    return [warning('expired_calendar', span.until, `A calendar that has not ended before ${today}.`)];
  }
  const runsSoon = [...feed.calendars.values()].some((calendar) => serviceDates(calendar, today, end).length > 0);
  if (runsSoon) return [];
  return [warning('trip_coverage_not_active_for_next7_days', null, `A service that runs between ${today} and ${end}.`)];
}

function warning(code: string, value: string | null, expected: string): Problem {
  return {
    severity: 'warning',
    code,
    file: 'calendar.txt',
    line: null,
    field: 'end_date',
    value,
    expected,
    refuses: 'nothing',
  };
}
