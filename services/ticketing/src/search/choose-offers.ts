import type { Departure, PatternDay } from './departure-queries.ts';
import { localDay, type Span } from './local-day.ts';
import type { Ride } from './find-rides.ts';

/** A ride on one trip. */
export type Offer = {
  readonly ride: Ride;
  readonly departure: Departure;
  /** From the boarding stop, in milliseconds since 1970. */
  readonly leavesAt: number;
};

/** More than anyone reads to the end, in a day between two places. */
const mostOffers = 100;
const dayMilliseconds = 86_400_000;

/** When a ride leaves on the asked date, as clocks at its boarding stop show it. */
export type RideOnDate = { readonly ride: Ride; readonly spans: readonly Span[] };

export function onDate(rides: readonly Ride[], date: string): RideOnDate[] {
  return rides.map((ride) => ({ ride, spans: localDay(date, ride.from.timeZone) }));
}

/** The days on which trips of these rides leave their first stop, each once. */
export function daysOf(rides: readonly RideOnDate[]): PatternDay[] {
  const days = new Map<string, Set<number>>();
  for (const { ride, spans } of rides) {
    const ofPattern = days.get(ride.patternId) ?? new Set();
    days.set(ride.patternId, ofPattern);
    const ahead = ride.from.departSeconds * 1000;
    for (const { from, until } of spans) {
      const last = Math.floor((until - 1 - ahead) / dayMilliseconds);
      for (let day = Math.floor((from - ahead) / dayMilliseconds); day <= last; day += 1) ofPattern.add(day);
    }
  }
  return [...days].flatMap(([patternId, ofPattern]) => [...ofPattern].map((day) => ({ patternId, day })));
}

/** What leaves on the date and has not left yet, earliest first; each trip once, on the first of its rides that fits. */
export function chooseOffers(
  rides: readonly RideOnDate[],
  days: readonly { readonly patternId: string; readonly departures: readonly Departure[] }[],
  now: number,
): Offer[] {
  const departuresOf = (patternId: string): readonly Departure[] =>
    days.flatMap((day) => (day.patternId === patternId ? day.departures : []));
  const offered = new Map<number, Offer>();
  for (const { ride, spans } of rides) {
    const ahead = ride.from.departSeconds * 1000;
    for (const departure of departuresOf(ride.patternId)) {
      const leavesAt = departure.departsAt + ahead;
      const fits = leavesAt > now && spans.some(({ from, until }) => leavesAt >= from && leavesAt < until);
      if (fits && !offered.has(departure.tripId)) offered.set(departure.tripId, { ride, departure, leavesAt });
    }
  }
  return [...offered.values()]
    .toSorted((left, right) => left.leavesAt - right.leavesAt || left.departure.tripId - right.departure.tripId)
    .slice(0, mostOffers);
}
