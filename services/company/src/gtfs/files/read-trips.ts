import type { Accessibility, Calendar, Headway, Route, ScheduledTrip, Shape } from '../feed.ts';
import { addUnique, isKnown, isKnownOrLeftOut } from '../table/keys.ts';
import { readTable } from '../table/read-table.ts';
import type { Reading } from '../table/reading.ts';
import { choice, nameValue } from '../table/row-values.ts';
import { optionalText, requiredText, text } from '../table/row.ts';
import type { Row } from '../table/row.ts';
import type { Table } from '../table/table.ts';

const table: Table = {
  file: 'trips.txt',
  presence: 'required',
  requiredColumns: ['route_id', 'service_id', 'trip_id'],
  optionalColumns: [
    'trip_headsign',
    'trip_short_name',
    'direction_id',
    'block_id',
    'shape_id',
    'wheelchair_accessible',
    'bikes_allowed',
    'cars_allowed',
  ],
};

/** A line of trips.txt, waiting for its stop times. */
export type TripDraft = Omit<ScheduledTrip, 'patternKey' | 'startSeconds' | 'headways'> & {
  /** Its place among the drafts, which stands for it in columns. */
  readonly index: number;
  readonly line: number;
  readonly headways: Headway[];
};

export type TripTargets = {
  readonly routes: ReadonlyMap<string, Route>;
  readonly calendars: ReadonlyMap<string, Calendar>;
  readonly shapes: ReadonlyMap<string, Shape>;
};

export async function readTrips(reading: Reading, targets: TripTargets): Promise<ReadonlyMap<string, TripDraft>> {
  const drafts = new Map<string, TripDraft>();
  await readTable(reading, table, (row) => {
    const draft = draftOf(row, targets, drafts.size);
    addUnique(row, drafts, { field: 'trip_id', key: draft.id, value: draft });
  });
  return drafts;
}

function draftOf(row: Row, { routes, calendars, shapes }: TripTargets, index: number): TripDraft {
  isKnown(row, 'route_id', { records: routes, file: 'routes.txt' });
  isKnown(row, 'service_id', { records: calendars, file: 'calendar.txt' });
  return {
    id: requiredText(row, 'trip_id'),
    index,
    line: row.line,
    routeId: text(row, 'route_id'),
    serviceId: text(row, 'service_id'),
    headways: [],
    headsign: nameValue(row, 'trip_headsign') || undefined,
    shortName: optionalText(row, 'trip_short_name'),
    directionId: directionOf(row),
    blockId: optionalText(row, 'block_id'),
    shapeId: shapeIdOf(row, shapes),
    wheelchairAccessible: choice<Accessibility>(row, 'wheelchair_accessible', ['unknown', 'yes', 'no']),
  };
}

/** A trip sells without its path on the map: an unknown shape is reported and left out. */
function shapeIdOf(row: Row, shapes: ReadonlyMap<string, Shape>): string | undefined {
  const shapeId = optionalText(row, 'shape_id');
  if (shapeId === undefined || isKnownOrLeftOut(row, 'shape_id', { records: shapes, file: 'shapes.txt' }))
    return shapeId;
  return undefined;
}

function directionOf(row: Row): 0 | 1 | undefined {
  return text(row, 'direction_id') === '' ? undefined : choice<0 | 1>(row, 'direction_id', [0, 1]);
}
