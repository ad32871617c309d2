import type { TripDraft } from '../files/read-trips.ts';
import { stopTimesTable } from '../files/read-stop-times.ts';
import { lineOf } from '../table/keys.ts';
import type { Reading } from '../table/reading.ts';
import { forgive, leaveOut, refuseFeed, warn } from '../table/row.ts';
import type { Finding, Row } from '../table/row.ts';
import { formatTimetableSeconds } from '../table/timetable-seconds.ts';
import type { StopTime } from './stop-time.ts';

type TripStopTimes = { readonly draft: TripDraft; readonly stopTimes: readonly StopTime[] };

/**
 * Whether a trip can be sold. Says of one that cannot why it is left out; what contradicts itself refuses the feed.
 * Stop times are in order of their sequence.
 */
export function isUsableTrip(reading: Reading, { draft, stopTimes }: TripStopTimes): boolean {
  if (stopTimes.length < 2) {
    const expected = 'At least two stop times; the trip is left out.';
    const code = stopTimes.length === 0 ? 'unused_trip' : 'unusable_trip';
    const finding = { code, field: 'trip_id', value: draft.id, expected };
    // When a file could not be read, stop times are missing for that reason.
    if (reading.brokenFiles.size === 0) warn(lineOf(reading, 'trips.txt', draft.line), finding);
    return false;
  }
  if (!isShortEnough(reading, { draft, stopTimes })) return false;
  checkEdges(reading, stopTimes);
  checkOrder(reading, stopTimes);
  return true;
}

function isShortEnough(reading: Reading, { draft, stopTimes }: TripStopTimes): boolean {
  const { legs, tripSeconds } = reading.limits;
  const oneTooMany = stopTimes[legs + 1];
  if (oneTooMany !== undefined) {
    const expected = `At most ${legs + 1} stops in trip ${draft.id}, which has ${stopTimes.length}; the trip is left out.`;
    leaveOut(rowOf(reading, oneTooMany), {
      code: 'trip_with_too_many_legs',
      field: 'stop_sequence',
      value: String(oneTooMany.sequence),
      expected,
    });
    return false;
  }
  const tooLate = stopTimes.find(({ arrival = 0, departure = 0 }) => Math.max(arrival, departure) >= tripSeconds);
  if (tooLate !== undefined) {
    const expected = `Times before ${tripSeconds / 3600}:00:00 in trip ${draft.id}; the trip is left out.`;
    const value = formatTimetableSeconds(tooLate.departure ?? tooLate.arrival ?? 0);
    leaveOut(rowOf(reading, tooLate), { code: 'trip_too_long', field: 'departure_time', value, expected });
  }
  return tooLate === undefined;
}

function checkEdges(reading: Reading, stopTimes: readonly StopTime[]): void {
  for (const edge of [stopTimes[0], stopTimes.at(-1)]) {
    if (edge === undefined || edge.arrival !== undefined || edge.departure !== undefined) continue;
    const finding: Finding = {
      code: 'missing_trip_edge',
      field: 'arrival_time',
      expected: 'A time at the first and the last stop of a trip.',
    };
    refuseFeed(rowOf(reading, edge), finding);
  }
}

function checkOrder(reading: Reading, stopTimes: readonly StopTime[]): void {
  let latest = 0;
  let sequence = -1;
  for (const stopTime of stopTimes) {
    const { arrival, departure } = stopTime;
    const row = rowOf(reading, stopTime);
    if (stopTime.sequence === sequence) {
      const expected = 'A stop_sequence that stands once in the trip.';
      refuseFeed(row, { code: 'duplicate_key', field: 'stop_sequence', value: String(sequence), expected });
    }
    if ((arrival === undefined) !== (departure === undefined)) {
      const [field, other] =
        arrival === undefined ? ['arrival_time', 'departure_time'] : ['departure_time', 'arrival_time'];
      const expected = `Both times or none; ${other} is taken for both.`;
      forgive(row, { code: 'stop_time_with_only_arrival_or_departure_time', field, expected });
    }
    if ((arrival ?? departure ?? latest) < latest) {
      const expected = `A time not before ${formatTimetableSeconds(latest)}, the departure from the stop before.`;
      const value = formatTimetableSeconds(arrival ?? departure ?? 0);
      refuseFeed(row, {
        code: 'stop_time_with_arrival_before_previous_departure_time',
        field: 'arrival_time',
        value,
        expected,
      });
    }
    latest = departure ?? arrival ?? latest;
    sequence = stopTime.sequence;
  }
}

function rowOf(reading: Reading, { line }: StopTime): Row {
  return lineOf(reading, stopTimesTable.file, line);
}
