const zero = 48;
const colon = 58;

/**
 * Seconds of a timetable time "H:MM:SS" to "HHH:MM:SS"; undefined when it is none. Read by character codes: a large
 * feed has a million of them.
 */
export function parseTimetableSeconds(value: string): number | undefined {
  const hourDigits = value.length - 6;
  if (hourDigits < 1 || hourDigits > 3) return undefined;
  if (value.charCodeAt(hourDigits) !== colon || value.charCodeAt(hourDigits + 3) !== colon) return undefined;
  const hours = digits(value, 0, hourDigits);
  const minutes = digits(value, hourDigits + 1, hourDigits + 3);
  const seconds = digits(value, hourDigits + 4, hourDigits + 6);
  // A comparison with NaN is false.
  return hours >= 0 && minutes < 60 && seconds < 60 ? hours * 3600 + minutes * 60 + seconds : undefined;
}

/** Seconds as a timetable writes them, "25:15:00". */
export function formatTimetableSeconds(seconds: number): string {
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return parts.map((part) => String(part).padStart(2, '0')).join(':');
}

/** The number of the decimal digits in [from, until); NaN when one is no digit. */
function digits(value: string, from: number, until: number): number {
  let number = 0;
  for (let at = from; at < until; at += 1) {
    const digit = value.charCodeAt(at) - zero;
    if (digit < 0 || digit > 9) return Number.NaN;
    number = number * 10 + digit;
  }
  return number;
}
