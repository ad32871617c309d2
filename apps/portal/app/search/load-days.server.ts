import { listTravelDays } from '@safiri/contracts';
import { addDays, daysBetween, type ServiceDate } from '@safiri/kernel';
import type { Visit } from '../visit/visit.server.ts';

/** A day to travel on, with its lowest fare. */
export type DayView = {
  readonly date: string;
  readonly href: string;
  /** "from RWF 3,000" without the word; undefined where nothing leaves, or nobody could say. */
  readonly fare: string | undefined;
  readonly state: 'buses' | 'none' | 'unknown';
  /** Seen from the day that is shown. */
  readonly place: 'before' | 'shown' | 'after' | 'other';
};

const daysEitherSide = 3;
const daysShown = 2 * daysEitherSide + 1;

export type AskedDays = {
  readonly from: string;
  readonly to: string;
  readonly date: ServiceDate;
  readonly today: ServiceDate;
  readonly hrefOf: (date: ServiceDate) => string;
};

/** A week around a date, from today on. */
export async function loadDays(visit: Visit, { from, to, date, today, hrefOf }: AskedDays): Promise<DayView[]> {
  const first = date < today ? date : addDays(date, -Math.min(daysEitherSide, daysBetween(today, date)));
  const answer = await visit.api(listTravelDays, { query: { from, to, first, days: daysShown } });
  const known = new Map((answer.ok ? answer.value.days : []).map((day) => [day.date, day]));
  return Array.from({ length: daysShown }, (_day, index) => addDays(first, index)).map((day) => {
    const found = known.get(day);
    const [lowest] = found?.lowestFares ?? [];
    return {
      date: visit.writing.shortDate(day),
      href: hrefOf(day),
      fare: lowest === undefined ? undefined : visit.writing.money(lowest),
      state: found === undefined ? 'unknown' : found.trips > 0 ? 'buses' : 'none',
      place: placeOf(daysBetween(date, day)),
    };
  });
}

function placeOf(daysLater: number): DayView['place'] {
  return daysLater === 0 ? 'shown' : daysLater === 1 ? 'after' : daysLater === -1 ? 'before' : 'other';
}

const daysLookedAhead = 31;

/** The first day from a date on, within a month, on which something leaves. */
export async function findNextDay(
  visit: Visit,
  query: { readonly from: string; readonly to: string; readonly first: ServiceDate },
): Promise<string | undefined> {
  const answer = await visit.api(listTravelDays, { query: { ...query, days: daysLookedAhead } });
  return answer.ok ? answer.value.days.find(({ trips }) => trips > 0)?.date : undefined;
}
