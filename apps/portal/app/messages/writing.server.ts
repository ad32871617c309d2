import { formatMoney, type Money } from '@safiri/kernel';
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
  const writeDate = dateWriter(tag);
  return {
    // Timetables here are written with 24 hours, whatever a browser's language asks for.
    time: (instant, timeZone) =>
      formatter(tag, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone }).format(
        millisecondsOf(instant),
      ),
    day: (instant, timeZone) => writeDate(instant, { ...shortDay, timeZone }),
    clocks: (instant, timeZone) =>
      formatter('en', { timeZone, timeZoneName: 'shortOffset' })
        .formatToParts(millisecondsOf(instant))
        .find((part) => part.type === 'timeZoneName')?.value ?? '',
    localDate: (instant, timeZone) =>
      formatter('en-CA', { year: 'numeric', month: '2-digit', day: '2-digit', timeZone }).format(
        millisecondsOf(instant),
      ),
    longDate: (date) => writeDate(date, { ...longDay, timeZone: 'UTC' }),
    shortDate: (date) => writeDate(date, { ...shortDay, timeZone: 'UTC' }),
    money: (amount) => formatMoney(amount, isKinyarwanda(tag) ? 'en' : tag),
  };
}

const shortDay = { weekday: 'short', day: 'numeric', month: 'short' } as const;
const longDay = { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' } as const;

type DateWriter = (instant: string, options: Intl.DateTimeFormatOptions) => string;

/**
 * ICU knows the names of days and months in Kinyarwanda, but puts the year first and dots into thousands, as nobody in
 * Rwanda writes: there it is day, month, year, and thousands as in English. Its short names of months are no help, since
 * "Kan." is also a Thursday.
 */
function dateWriter(tag: string): DateWriter {
  if (!isKinyarwanda(tag)) {
    return (instant, options) => formatter(tag, options).format(millisecondsOf(instant));
  }
  return (instant, options) => {
    const parts = formatter(tag, { ...options, month: 'long' }).formatToParts(millisecondsOf(instant));
    return (['weekday', 'day', 'month', 'year'] as const)
      .flatMap((type) => parts.find((part) => part.type === type)?.value ?? [])
      .join(' ');
  };
}

function isKinyarwanda(tag: string): boolean {
  return /^rw\b/i.test(tag);
}

/** Making a formatter costs more than using it a thousand times. Tags, zones and forms are few; the bound guards against a visitor who invents tags. */
const formatters = new Map<string, Intl.DateTimeFormat>();
const formattersKept = 500;

function formatter(tag: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${tag} ${JSON.stringify(options)}`;
  const known = formatters.get(key);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat(tag, options);
  if (formatters.size >= formattersKept) formatters.clear();
  formatters.set(key, made);
  return made;
}
