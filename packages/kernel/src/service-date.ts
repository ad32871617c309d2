import { Temporal } from 'temporal-polyfill';
import { assert } from './assert.ts';

declare const brand: unique symbol;

/** A local calendar date 'YYYY-MM-DD' of the agency's operating day. It is not an instant. */
export type ServiceDate = string & { readonly [brand]: 'ServiceDate' };

export function isServiceDate(text: string): text is ServiceDate {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  try {
    return Temporal.PlainDate.from(text, { overflow: 'reject' }).toString() === text;
  } catch {
    return false;
  }
}

/** The text as a service date; anything else is a bug. */
export function serviceDate(text: string): ServiceDate {
  assert(isServiceDate(text), `"${text}" is no date`);
  return text;
}

export function addDays(date: ServiceDate, days: number): ServiceDate {
  return serviceDate(Temporal.PlainDate.from(date).add({ days }).toString());
}

/** Whole days from one date to another; negative when `until` is earlier. */
export function daysBetween(from: ServiceDate, until: ServiceDate): number {
  return Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(until), { largestUnit: 'day' }).days;
}

/** 1 Monday … 7 Sunday, as ISO 8601 counts. */
export function weekday(date: ServiceDate): number {
  return Temporal.PlainDate.from(date).dayOfWeek;
}

/** The calendar date that clocks in a time zone show at an instant. */
export function localDate(instant: Date, timeZone: string): ServiceDate {
  return serviceDate(
    Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(timeZone).toPlainDate().toString(),
  );
}
