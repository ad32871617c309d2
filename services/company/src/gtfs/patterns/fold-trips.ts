import { setImmediate } from 'node:timers/promises';
import { assert } from '@safiri/kernel';
import type { Pattern, ScheduledTrip, Stop } from '../feed.ts';
import type { TripDraft } from '../files/read-trips.ts';
import { straightMetres } from '../straight-metres.ts';
import type { Reading } from '../table/reading.ts';
import { buildPattern } from './build-pattern.ts';
import { isUsableTrip } from './check-stop-times.ts';
import { fillTimes } from './fill-times.ts';
import type { StopTimeColumns } from './stop-time-columns.ts';
import type { StopTime } from './stop-time.ts';

type Folding = {
  readonly drafts: ReadonlyMap<string, TripDraft>;
  readonly columns: StopTimeColumns;
  readonly stops: ReadonlyMap<string, Stop>;
  /** Trips already refused elsewhere. */
  readonly refusedTripIds: ReadonlySet<string>;
};

export type Timetable = {
  readonly patterns: ReadonlyMap<string, Pattern>;
  readonly trips: ReadonlyMap<string, ScheduledTrip>;
};

/** Some ten milliseconds of work; then whoever else this process serves gets a turn. */
const tripsPerTurn = 200;

/** Joins trips and their stop times; trips that run alike share one pattern. */
export async function foldTrips(
  reading: Reading,
  { drafts, columns, stops, refusedTripIds }: Folding,
): Promise<Timetable> {
  const patterns = new Map<string, Pattern>();
  const trips = new Map<string, ScheduledTrip>();
  const stopTimesOf = columns.byTrip(drafts.size);
  for (const draft of drafts.values()) {
    if (draft.index % tripsPerTurn === 0) await setImmediate();
    const stopTimes = stopTimesOf(draft.index);
    if (refusedTripIds.has(draft.id) || !isUsableTrip(reading, { draft, stopTimes })) continue;
    const { pattern, startSeconds } = buildPattern(draft.routeId, fillTimes(stopTimes, legMetresOf(stopTimes, stops)));
    if (!patterns.has(pattern.key)) patterns.set(pattern.key, pattern);
    const { index: _index, line: _line, ...trip } = draft;
    trips.set(draft.id, { ...trip, patternKey: pattern.key, startSeconds });
  }
  return { patterns, trips };
}

/** Only asked for where a time is missing; most feeds give all. */
function legMetresOf(stopTimes: readonly StopTime[], stops: ReadonlyMap<string, Stop>): number[] {
  if (stopTimes.every(({ arrival, departure }) => arrival !== undefined || departure !== undefined)) return [];
  return stopTimes.slice(1).map((stopTime, leg) => {
    const from = stops.get(stopTimes[leg]?.stopId ?? '');
    const to = stops.get(stopTime.stopId);
    assert(from !== undefined && to !== undefined, 'stop times were read at known stops only');
    return straightMetres(from, to);
  });
}
