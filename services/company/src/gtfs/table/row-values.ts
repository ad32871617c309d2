import { isServiceDate } from '@safiri/kernel';
import type { ServiceDate } from '@safiri/kernel';
import { forgive, leaveOut, optionalText, refuseFeed, requiredText, text, warn } from './row.ts';
import type { Row } from './row.ts';
import { parseTimetableSeconds } from './timetable-seconds.ts';

/** Seconds of a HH:MM:SS value; undefined when it is empty, or wrong, in which case the feed is refused. */
export function timeValue(row: Row, field: string): number | undefined {
  const value = text(row, field);
  if (value === '') return undefined;
  const seconds = parseTimetableSeconds(value);
  if (seconds === undefined) {
    refuseFeed(row, {
      code: 'invalid_time',
      field,
      expected: 'A time as HH:MM:SS; hours may pass 24 on overnight trips.',
    });
  }
  return seconds;
}

/** The date of a YYYYMMDD value; undefined when it is empty, or wrong, in which case the feed is refused. */
export function dateValue(row: Row, field: string): ServiceDate | undefined {
  const value = text(row, field);
  if (value === '') return undefined;
  const date = /^\d{8}$/.test(value) ? `${value.slice(0, 4)}-${value.slice(4, 6)}-${value.slice(6)}` : '';
  if (isServiceDate(date)) return date;
  refuseFeed(row, { code: 'invalid_date', field, expected: 'A date of the calendar as YYYYMMDD.' });
  return undefined;
}

/** A required whole number of at least `least`. */
export function wholeNumber(row: Row, field: string, least: number): number {
  const value = requiredText(row, field);
  const number = /^\d{1,9}$/.test(value) ? Number(value) : -1;
  if (number >= least) return number;
  if (value !== '') {
    const code = /^-?\d+$/.test(value) ? 'number_out_of_range' : 'invalid_integer';
    refuseFeed(row, { code, field, expected: `A whole number from ${least} to 999999999.` });
  }
  return least;
}

/** A required angle in degrees between −limit and limit. */
export function degrees(row: Row, field: string, limit: number): number {
  const value = requiredText(row, field);
  const number = /^[+-]?\d+(\.\d*)?([eE]-?\d+)?$|^[+-]?\.\d+$/.test(value) ? Number(value) : Number.NaN;
  if (Math.abs(number) <= limit) return number;
  if (value !== '') {
    const code = Number.isNaN(number) ? 'invalid_float' : 'number_out_of_range';
    refuseFeed(row, { code, field, expected: `Degrees in decimal notation, from -${limit} to ${limit}.` });
  }
  return 0;
}

/** One of a field's numbered choices: the first when it is empty, and, with a warning, when it is unknown. */
export function choice<T>(row: Row, field: string, choices: readonly [T, ...T[]]): T {
  const value = text(row, field);
  if (value === '') return choices[0];
  const chosen = /^\d+$/.test(value) ? choices[Number(value)] : undefined;
  if (chosen !== undefined) return chosen;
  const expected = `A number from 0 to ${choices.length - 1}; it is read as 0.`;
  warn(row, { code: 'unexpected_enum_value', field, expected });
  return choices[0];
}

/** A text people read as a name, cut to the length our contracts take; '' when it is empty. */
export function nameValue(row: Row, field: string): string {
  const value = text(row, field);
  const limit = row.reading.limits.nameCharacters;
  if (value.length <= limit) return value;
  warn(row, { code: 'name_too_long', field, expected: `At most ${limit} characters; the rest is cut off.` });
  return [...value].slice(0, limit).join('').slice(0, limit).trimEnd();
}

/** A web address; a wrong one is left out. */
export function urlValue(row: Row, field: string): string | undefined {
  const value = optionalText(row, field);
  if (value === undefined || (/^https?:\/\//i.test(value) && URL.canParse(value))) return value;
  leaveOut(row, { code: 'invalid_url', field, expected: 'A full address that starts with http:// or https://.' });
  return undefined;
}

/** A BCP 47 language tag; a wrong one is left out. */
export function languageValue(row: Row, field: string): string | undefined {
  const value = optionalText(row, field);
  if (value === undefined) return undefined;
  try {
    return Intl.getCanonicalLocales(value)[0];
  } catch {
    leaveOut(row, { code: 'invalid_language_code', field, expected: 'A BCP 47 language tag such as en, sw or rw.' });
    return undefined;
  }
}

/** A web or mail address that a page of ours would link to is advised, not needed: its absence is only noted. */
export function noteMissing(row: Row, field: string): void {
  if (text(row, field) === '') {
    forgive(row, { code: 'missing_required_field', field, expected: `A value: ${field} is required.` });
  }
}

/** Six hex digits; a wrong colour is left out. */
export function colorValue(row: Row, field: string): string | undefined {
  const value = optionalText(row, field);
  if (value === undefined || /^[0-9a-f]{6}$/i.test(value)) return value?.toUpperCase();
  leaveOut(row, { code: 'invalid_color', field, expected: 'Six hexadecimal digits without #.' });
  return undefined;
}
