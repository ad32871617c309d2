import { Temporal } from 'temporal-polyfill';
import type { ServiceDate } from './service-date.ts';

/**
 * The instant of a timetable time. GTFS counts seconds from noon minus twelve hours of the service date, which is midnight
 * except on days when clocks change; the count may pass 24 hours for a trip that runs into the next day.
 */
export function timetableInstant(date: ServiceDate, seconds: number, timeZone: string): Date {
  return new Date(originOf(date, timeZone) + seconds * 1000);
}

/** "06:05", "25:10": hours and minutes of a count of seconds, for timetables. */
export function formatTimetableTime(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}

/** Whether the name is in the IANA time zone database of this machine. */
export function isTimeZone(name: string): boolean {
  try {
    return (
      (new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '' && name.includes('/')) ||
      name === 'UTC'
    );
  } catch {
    return false;
  }
}

const origins = new Map<string, number>();
/** Dates asked for are few (a sale horizon of weeks in a few time zones); the bound only guards against a caller that walks centuries. */
const originsKept = 4096;

function originOf(date: ServiceDate, timeZone: string): number {
  const key = `${date} ${timeZone}`;
  const known = origins.get(key);
  if (known !== undefined) return known;
  const noon = Temporal.PlainDate.from(date).toZonedDateTime({ timeZone, plainTime: '12:00' });
  const origin = noon.epochMilliseconds - 12 * 3_600_000;
  if (origins.size >= originsKept) origins.clear();
  origins.set(key, origin);
  return origin;
}
