import { LRUCache } from 'lru-cache';

/** From an instant up to but without another, in milliseconds since 1970. */
export type Span = { readonly from: number; readonly until: number };

const quarterHour = 900_000;
const hour = 3_600_000;
/** Clocks run up to 14 hours ahead of UTC and up to 12 behind it. */
const mostAhead = 14 * hour;
const mostBehind = 12 * hour;

/** A sale horizon of some months in a dozen time zones; a day is found in a millisecond and kept in some 200 bytes. */
const knownDays = new LRUCache<string, readonly Span[]>({ max: 2_000 });
/** Kilobytes each, and slow to make. */
const clocks = new LRUCache<string, Intl.DateTimeFormat>({ max: 100 });

/**
 * When clocks in a time zone show a date: one span of up to 25 hours, or several where clocks go back over midnight, so that
 * the date begins twice. Looks at every quarter hour: no date is shown for less, but for one that begins on a quarter hour.
 */
export function localDay(date: string, timeZone: string): readonly Span[] {
  const key = `${date} ${timeZone}`;
  const known = knownDays.get(key);
  if (known !== undefined) return known;
  const spans = findSpans(date, timeZone);
  knownDays.set(key, spans);
  return spans;
}

function findSpans(date: string, timeZone: string): readonly Span[] {
  const shows = (instant: number): boolean => dateOnClock(instant, timeZone) === date;
  const midnight = Date.parse(`${date}T00:00:00Z`);
  const last = midnight + 24 * hour + mostBehind;
  const spans: Span[] = [];
  let from: number | undefined;
  for (let instant = midnight - mostAhead; instant <= last; instant += quarterHour) {
    const inside = shows(instant);
    if (inside && from === undefined) from = changeBefore(instant, shows);
    if (!inside && from !== undefined) {
      spans.push({ from, until: changeBefore(instant, shows) });
      from = undefined;
    }
  }
  return spans;
}

/** The instant within the last quarter hour at which clocks began to show what they show now. */
function changeBefore(instant: number, shows: (instant: number) => boolean): number {
  const now = shows(instant);
  let [other, same] = [instant - quarterHour, instant];
  while (same - other > 1) {
    const middle = Math.floor((same + other) / 2);
    if (shows(middle) === now) same = middle;
    else other = middle;
  }
  return same;
}

/** As kernel's `localDate`, which takes forty times as long and is asked once, not some hundred times. */
function dateOnClock(instant: number, timeZone: string): string {
  const parts = new Map(
    clockOf(timeZone)
      .formatToParts(instant)
      .map(({ type, value }) => [type, value]),
  );
  return `${parts.get('year')?.padStart(4, '0')}-${parts.get('month')}-${parts.get('day')}`;
}

function clockOf(timeZone: string): Intl.DateTimeFormat {
  const known = clocks.get(timeZone);
  if (known !== undefined) return known;
  const clock = new Intl.DateTimeFormat('en', {
    timeZone,
    calendar: 'iso8601',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  });
  clocks.set(timeZone, clock);
  return clock;
}
