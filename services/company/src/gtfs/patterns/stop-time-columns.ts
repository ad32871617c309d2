import { assert } from '@safiri/kernel';
import { int32Column, valueAt } from './columns.ts';
import { groupRows } from './group-rows.ts';
import { stopServices } from './stop-time.ts';
import type { StopTime } from './stop-time.ts';

/** Stands for an empty time: no timetable time is negative. */
const noTime = -1;

export type StopTimeColumns = {
  add(tripIndex: number, stopTime: StopTime): void;
  /** Hands out the stop times trip by trip, each in order of its sequence. Call it once all rows are in. */
  byTrip(tripCount: number): (tripIndex: number) => StopTime[];
};

/** Holds stop times as 28 bytes each until their trip is complete: a feed may list them in any order. */
export function createStopTimeColumns(): StopTimeColumns {
  const stopIndexes = new Map<string, number>();
  const [trips, sequences, stops, arrivals] = [int32Column(), int32Column(), int32Column(), int32Column()];
  const [departures, services, lines] = [int32Column(), int32Column(), int32Column()];

  return {
    add(tripIndex, stopTime) {
      const stopIndex = stopIndexes.get(stopTime.stopId) ?? stopIndexes.size;
      stopIndexes.set(stopTime.stopId, stopIndex);
      trips.push(tripIndex);
      sequences.push(stopTime.sequence);
      stops.push(stopIndex);
      arrivals.push(stopTime.arrival ?? noTime);
      departures.push(stopTime.departure ?? noTime);
      services.push(packServices(stopTime));
      lines.push(stopTime.line);
    },

    byTrip(tripCount) {
      const rows = groupRows(trips.values(), sequences.values(), tripCount);
      const stopIds = [...stopIndexes.keys()];
      const [stopOf, arrivalOf, departureOf] = [stops.values(), arrivals.values(), departures.values()];
      const [servicesOf, sequenceOf, lineOf] = [services.values(), sequences.values(), lines.values()];
      return (tripIndex) =>
        Array.from(rows.rowsOf(tripIndex), (row) => ({
          ...unpackServices(valueAt(servicesOf, row)),
          stopId: idAt(stopIds, valueAt(stopOf, row)),
          arrival: timeOf(valueAt(arrivalOf, row)),
          departure: timeOf(valueAt(departureOf, row)),
          sequence: valueAt(sequenceOf, row),
          line: valueAt(lineOf, row),
        }));
    },
  };
}

function packServices({ pickup, dropOff, exactTime }: StopTime): number {
  return stopServices.indexOf(pickup) | (stopServices.indexOf(dropOff) << 2) | (Number(exactTime) << 4);
}

function unpackServices(packed: number): Pick<StopTime, 'pickup' | 'dropOff' | 'exactTime'> {
  const [pickup, dropOff] = [stopServices[packed & 3], stopServices[(packed >> 2) & 3]];
  assert(pickup !== undefined && dropOff !== undefined, 'two bits are one of four');
  return { pickup, dropOff, exactTime: packed >> 4 === 1 };
}

function timeOf(stored: number): number | undefined {
  return stored === noTime ? undefined : stored;
}

function idAt(ids: readonly string[], index: number): string {
  const id = ids[index];
  assert(id !== undefined, 'a stop beyond the list');
  return id;
}
