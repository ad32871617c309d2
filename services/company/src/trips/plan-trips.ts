import { addDays, localDate, serviceDate, timetableInstant, type ServiceDate } from '@safiri/kernel';
import { serviceDates } from '../gtfs/calendar/service-dates.ts';

/** A scheduled trip that may lack trips, with its calendar. */
export type Undated = {
  readonly scheduledTripId: string;
  readonly companyId: string;
  readonly patternId: string;
  readonly layoutId: string;
  readonly timeZone: string;
  readonly startSeconds: number;
  readonly headwayStarts: readonly number[];
  /** Those of them that are only about then. */
  readonly approximateStarts: readonly number[];
  /** From the first departure to the last arrival. */
  readonly runningSeconds: number;
  /** Null when it was never dated, or changed since. */
  readonly datedUntil: string | null;
  readonly calendarId: string;
  readonly weekdays: number;
  readonly firstDate: string | null;
  readonly lastDate: string | null;
  readonly added: readonly string[];
  readonly removed: readonly string[];
};

export type NewTrip = {
  readonly companyId: string;
  readonly scheduledTripId: string;
  readonly patternId: string;
  readonly layoutId: string;
  readonly serviceDate: string;
  readonly headwayStart: number | null;
  readonly departsAt: Date;
  /** It departs about then, as a headway without exact times has it. */
  readonly approximate: boolean;
};

export type Dating = {
  readonly now: Date;
  readonly horizonDays: number;
  /** No further service date is begun once so many trips are planned. */
  readonly mostTrips: number;
};

export type TripPlan = {
  readonly trips: readonly NewTrip[];
  readonly dated: readonly { readonly scheduledTripId: string; readonly datedUntil: ServiceDate }[];
  /** False when the bound was met before all were dated to the horizon. */
  readonly complete: boolean;
};

/**
 * The trips that scheduled trips still lack up to the sale horizon. A trip on the road counts as well: further stops are
 * still ahead of it, and passengers may board there.
 */
export function planTrips(undated: readonly Undated[], dating: Dating): TripPlan {
  const trips: NewTrip[] = [];
  const dated: TripPlan['dated'][number][] = [];
  const datesOf = rememberDates();
  for (const entry of undated) {
    if (trips.length >= dating.mostTrips) return { trips, dated, complete: false };
    const span = spanOf(entry, dating);
    let datedUntil = span.until;
    for (const date of datesOf(entry, span)) {
      trips.push(...tripsOfDate(entry, date, dating.now));
      if (trips.length < dating.mostTrips) continue;
      datedUntil = date;
      break;
    }
    dated.push({ scheduledTripId: entry.scheduledTripId, datedUntil });
    if (datedUntil < span.until) return { trips, dated, complete: false };
  }
  return { trips, dated, complete: true };
}

type Span = { readonly from: ServiceDate; readonly until: ServiceDate };

/** From the earliest service date whose trip may still be on the road, or the first that was not dated yet. */
function spanOf(entry: Undated, { now, horizonDays }: Dating): Span {
  const today = localDate(now, entry.timeZone);
  const lastSecond = Math.max(entry.startSeconds, ...entry.headwayStarts) + entry.runningSeconds;
  const earliest = addDays(today, -Math.ceil(lastSecond / 86_400));
  const next = entry.datedUntil === null ? earliest : addDays(serviceDate(entry.datedUntil), 1);
  return { from: next > earliest ? next : earliest, until: addDays(today, horizonDays) };
}

function tripsOfDate(entry: Undated, date: ServiceDate, now: Date): NewTrip[] {
  const { companyId, scheduledTripId, patternId, layoutId, headwayStarts } = entry;
  const starts = headwayStarts.length === 0 ? [entry.startSeconds] : headwayStarts;
  const approximateStarts = new Set(entry.approximateStarts);
  return starts.flatMap((start) => {
    const departsAt = timetableInstant(date, start, entry.timeZone);
    if (departsAt.getTime() + entry.runningSeconds * 1000 <= now.getTime()) return [];
    const headwayStart = headwayStarts.length === 0 ? null : start;
    const approximate = headwayStart !== null && approximateStarts.has(start);
    return [
      { companyId, scheduledTripId, patternId, layoutId, serviceDate: date, headwayStart, departsAt, approximate },
    ];
  });
}

/** Scheduled trips share calendars and spans: each is counted out once. */
function rememberDates(): (entry: Undated, span: Span) => readonly ServiceDate[] {
  const known = new Map<string, readonly ServiceDate[]>();
  return (entry, { from, until }) => {
    const key = `${entry.calendarId} ${from} ${until}`;
    const dates = known.get(key) ?? serviceDates(calendarOf(entry), from, until);
    known.set(key, dates);
    return dates;
  };
}

function calendarOf(entry: Undated): Parameters<typeof serviceDates>[0] {
  const { calendarId, weekdays, firstDate, lastDate } = entry;
  return {
    serviceId: calendarId,
    weekdays,
    period:
      firstDate === null || lastDate === null
        ? undefined
        : { from: serviceDate(firstDate), until: serviceDate(lastDate) },
    added: new Set(entry.added.map(serviceDate)),
    removed: new Set(entry.removed.map(serviceDate)),
  };
}
