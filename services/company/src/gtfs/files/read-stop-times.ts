import type { StopService } from '../feed.ts';
import { createStopTimeColumns } from '../patterns/stop-time-columns.ts';
import type { StopTimeColumns } from '../patterns/stop-time-columns.ts';
import { stopServices } from '../patterns/stop-time.ts';
import type { StopTime } from '../patterns/stop-time.ts';
import { isKnown } from '../table/keys.ts';
import { readTable } from '../table/read-table.ts';
import type { Reading } from '../table/reading.ts';
import { choice, timeValue, wholeNumber } from '../table/row-values.ts';
import { forgive, refuseFeed, text } from '../table/row.ts';
import type { Row } from '../table/row.ts';
import type { Table } from '../table/table.ts';
import type { LocationType } from './location.ts';
import type { TripDraft } from './read-trips.ts';

export const stopTimesTable: Table = {
  file: 'stop_times.txt',
  presence: 'required',
  requiredColumns: ['trip_id', 'stop_id', 'stop_sequence'],
  optionalColumns: [
    'arrival_time',
    'departure_time',
    'location_group_id',
    'location_id',
    'stop_headsign',
    'start_pickup_drop_off_window',
    'end_pickup_drop_off_window',
    'pickup_type',
    'drop_off_type',
    'continuous_pickup',
    'continuous_drop_off',
    'shape_dist_traveled',
    'timepoint',
    'pickup_booking_rule_id',
    'drop_off_booking_rule_id',
  ],
};

export type StopTimeTargets = {
  readonly drafts: ReadonlyMap<string, TripDraft>;
  readonly locationTypes: ReadonlyMap<string, LocationType>;
};

/** All stop times of known trips at known stops; what joins them to trips comes after. */
export async function readStopTimes(reading: Reading, targets: StopTimeTargets): Promise<StopTimeColumns> {
  const columns = createStopTimeColumns();
  await readTable(reading, stopTimesTable, (row) => {
    const isTripKnown = isKnown(row, 'trip_id', { records: targets.drafts, file: 'trips.txt' });
    const isStopKnown = isBoardingPlace(row, targets.locationTypes);
    const stopTime = stopTimeOf(row);
    const draft = targets.drafts.get(text(row, 'trip_id'));
    if (isTripKnown && isStopKnown && draft !== undefined) columns.add(draft.index, stopTime);
  });
  return columns;
}

function isBoardingPlace(row: Row, types: ReadonlyMap<string, LocationType>): boolean {
  if (!isKnown(row, 'stop_id', { records: types, file: 'stops.txt' })) return false;
  const type = types.get(text(row, 'stop_id'));
  if (type !== 'stop') {
    const expected = `A stop with location_type 0, where a bus can halt, not a ${type ?? 'node'}.`;
    refuseFeed(row, { code: 'location_with_unexpected_stop_time', field: 'stop_id', expected });
  }
  return type === 'stop';
}

function stopTimeOf(row: Row): StopTime {
  const arrival = timeValue(row, 'arrival_time');
  const departure = timeValue(row, 'departure_time');
  if (text(row, 'timepoint') === '1' && arrival === undefined && departure === undefined) {
    const expected = 'Times at a timepoint; they are interpolated.';
    forgive(row, { code: 'stop_time_timepoint_without_times', field: 'timepoint', expected });
  }
  if (arrival !== undefined && departure !== undefined && departure < arrival) {
    const expected = `A time not before arrival_time ${text(row, 'arrival_time')}.`;
    refuseFeed(row, { code: 'start_and_end_range_out_of_order', field: 'departure_time', expected });
  }
  return {
    stopId: text(row, 'stop_id'),
    arrival,
    departure,
    pickup: choice<StopService>(row, 'pickup_type', stopServices),
    dropOff: choice<StopService>(row, 'drop_off_type', stopServices),
    exactTime: text(row, 'timepoint') !== '0',
    sequence: wholeNumber(row, 'stop_sequence', 0),
    line: row.line,
  };
}
