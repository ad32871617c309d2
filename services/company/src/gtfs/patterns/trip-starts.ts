import type { Headway, ScheduledTrip } from '../feed.ts';

/** One departure of a scheduled trip on each of its service dates. */
export type TripStart = {
  /** Departure from the first stop, counted as all timetable times are. */
  readonly startSeconds: number;
  /** False when the company promises only about how often, not when: such departures suit free seating. */
  readonly exactTimes: boolean;
};

/** When a trip departs: once as its stop times say, or, where it runs by headways, again and again as they say. */
export function tripStarts(trip: Pick<ScheduledTrip, 'startSeconds' | 'headways'>): TripStart[] {
  if (trip.headways.length === 0) return [{ startSeconds: trip.startSeconds, exactTimes: true }];
  return trip.headways.flatMap((headway) =>
    Array.from({ length: headwayStarts(headway) }, (_, count) => ({
      startSeconds: headway.startSeconds + count * headway.headwaySeconds,
      exactTimes: headway.exactTimes,
    })),
  );
}

/** How many departures a headway makes: at its start, and every so often before its end. */
export function headwayStarts({ startSeconds, endSeconds, headwaySeconds }: Headway): number {
  return Math.ceil((endSeconds - startSeconds) / headwaySeconds);
}
