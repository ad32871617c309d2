import type { listTrips, OutputOf } from '@safiri/contracts';
import { systemClock } from '@safiri/kernel';
import { millisecondsOf } from '../visit/instant.ts';

/** A company's day, before its trips are known. */
export type DayOfTrips = {
  readonly companies: readonly { readonly id: string; readonly name: string }[];
  readonly companyId: string;
  readonly companyName: string;
  readonly date: string;
  readonly dateText: string;
  readonly before: string;
  readonly next: string;
};
export type TripChoice = ReturnType<typeof viewTripChoice>;

/** The trips of a day to choose from; `times` are their departures in words, in the same order. */
export function viewTripChoice(day: DayOfTrips, listed: OutputOf<typeof listTrips>, times: readonly string[]) {
  const trips = listed.trips.map((trip, place) => ({
    tripId: trip.tripId,
    routeName: trip.routeName,
    fromStop: trip.fromStop,
    toStop: trip.toStop,
    time: times[place] ?? '',
    isCancelled: trip.status === 'cancelled',
  }));
  const later = listed.more ? trips.at(-1)?.tripId : undefined;
  return { step: 'choose' as const, ...day, trips, later, nextTripId: nextAmong(listed.trips) };
}

/** Boarding of a trip is mostly over this long after it left its first stop. */
const boardingMilliseconds = 30 * 60_000;

/** The trip that boards about now, where earlier ones stand before it in the list. */
function nextAmong(trips: readonly { readonly tripId: number; readonly departsAt: string }[]): number | undefined {
  const since = systemClock.now().getTime() - boardingMilliseconds;
  const at = trips.findIndex((trip) => millisecondsOf(trip.departsAt) >= since);
  return at > 0 ? trips[at]?.tripId : undefined;
}
