import { formatInstant, formatMoney, type Money } from '@safiri/kernel';
import { millisecondsOf } from '../visit/instant.ts';

/**
 * Times and money as a visitor reads them. Written on the server only and sent as text: a browser's own tables may
 * differ from ours by a space or a word, and the two drawings of a page would not agree.
 */
export type Writing = {
  /** "06:05", on the clocks of the zone. */
  time(instant: string, timeZone: string): string;
  /** "Sun 22 Nov" */
  day(instant: string, timeZone: string): string;
  /** "GMT+2": how far the clocks of the zone are from UTC then. */
  clocks(instant: string, timeZone: string): string;
  /** "2026-11-22", for comparing. */
  localDate(instant: string, timeZone: string): string;
  /** "Sunday, 22 November 2026", of a date that belongs to no zone. */
  longDate(date: string): string;
  /** "Sun 22 Nov", of a date that belongs to no zone. */
  shortDate(date: string): string;
  money(amount: Money): string;
};

export function createWriting(tag: string): Writing {
  const at = (instant: string, options: Intl.DateTimeFormatOptions): string =>
    formatInstant(millisecondsOf(instant), tag, options);
  return {
    // Timetables here are written with 24 hours, whatever a browser's language asks for.
    time: (instant, timeZone) => at(instant, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone }),
    day: (instant, timeZone) => at(instant, { ...shortDay, timeZone }),
    clocks: (instant, timeZone) =>
      formatInstant(millisecondsOf(instant), 'en', { timeZone, timeZoneName: 'shortOffset' }).split(', ').at(-1) ?? '',
    localDate: (instant, timeZone) =>
      formatInstant(millisecondsOf(instant), 'en-CA', { year: 'numeric', month: '2-digit', day: '2-digit', timeZone }),
    longDate: (date) => at(date, { ...longDay, timeZone: 'UTC' }),
    shortDate: (date) => at(date, { ...shortDay, timeZone: 'UTC' }),
    money: (amount) => formatMoney(amount, tag),
  };
}

const shortDay = { weekday: 'short', day: 'numeric', month: 'short' } as const;
const longDay = { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' } as const;
