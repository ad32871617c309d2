import { addDays, weekday } from '@safiri/kernel';
import type { ServiceDate } from '@safiri/kernel';
import type { Calendar } from '../feed.ts';

/** The dates from `from` to `until`, both included, on which the service runs, in order. */
export function serviceDates(calendar: Calendar, from: ServiceDate, until: ServiceDate): ServiceDate[] {
  const dates: ServiceDate[] = [];
  const first = [...calendar.added, calendar.period?.from].reduce(earlier);
  const last = [...calendar.added, calendar.period?.until].reduce(later);
  if (first === undefined || last === undefined) return dates;
  const end = last < until ? last : until;
  for (let date = first > from ? first : from; date <= end; date = addDays(date, 1)) {
    if (runsOn(calendar, date)) dates.push(date);
  }
  return dates;
}

/** An exception wins over the weekday. */
export function runsOn(calendar: Calendar, date: ServiceDate): boolean {
  if (calendar.added.has(date)) return true;
  if (calendar.removed.has(date) || calendar.period === undefined) return false;
  const { from, until } = calendar.period;
  return from <= date && date <= until && ((calendar.weekdays >> (weekday(date) - 1)) & 1) === 1;
}

export function earlier(left: ServiceDate | undefined, right: ServiceDate | undefined): ServiceDate | undefined {
  return left === undefined || (right !== undefined && right < left) ? right : left;
}

export function later(left: ServiceDate | undefined, right: ServiceDate | undefined): ServiceDate | undefined {
  return left === undefined || (right !== undefined && right > left) ? right : left;
}
