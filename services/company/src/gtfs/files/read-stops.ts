import { isTimeZone } from '@safiri/kernel';
import type { Accessibility, Stop } from '../feed.ts';
import { addUnique } from '../table/keys.ts';
import { readTable } from '../table/read-table.ts';
import type { Reading } from '../table/reading.ts';
import { choice, degrees, nameValue } from '../table/row-values.ts';
import { optionalText, refuseFeed, requiredText, text } from '../table/row.ts';
import type { Row } from '../table/row.ts';
import type { Table } from '../table/table.ts';
import { locationTypes } from './location.ts';
import type { Location, LocationType } from './location.ts';
import { settleParents } from './settle-parents.ts';

const table: Table = {
  file: 'stops.txt',
  presence: 'required',
  requiredColumns: ['stop_id'],
  optionalColumns: [
    'stop_code',
    'stop_name',
    'tts_stop_name',
    'stop_desc',
    'stop_lat',
    'stop_lon',
    'zone_id',
    'stop_url',
    'location_type',
    'parent_station',
    'stop_timezone',
    'wheelchair_boarding',
    'level_id',
    'platform_code',
    'stop_access',
  ],
};

export type Stops = {
  readonly stops: ReadonlyMap<string, Stop>;
  /** Every id of the file, also of what is not kept. */
  readonly locationTypes: ReadonlyMap<string, LocationType>;
  readonly zoneIds: ReadonlySet<string>;
};

export async function readStops(reading: Reading, feedTimeZone: string): Promise<Stops> {
  const locations = new Map<string, Location>();
  await readTable(reading, table, (row) => {
    const location = locationOf(row);
    addUnique(row, locations, { field: 'stop_id', key: location.id, value: location });
  });
  const stops = settleParents({ reading, locations, feedTimeZone });
  return {
    stops,
    locationTypes: new Map([...locations.values()].map(({ id, type }) => [id, type])),
    zoneIds: new Set([...stops.values()].flatMap(({ zoneId }) => zoneId ?? [])),
  };
}

function locationOf(row: Row): Location {
  const type = choice<LocationType>(row, 'location_type', locationTypes);
  // Nodes and boarding areas may do without a name and a place; they are checked for their parent alone.
  const isPlace = type !== 'node' && type !== 'boarding area';
  return {
    id: requiredText(row, 'stop_id'),
    type,
    line: row.line,
    code: optionalText(row, 'stop_code'),
    name: isPlace ? nameOf(row) : '',
    description: optionalText(row, 'stop_desc'),
    ...(isPlace ? placeOf(row) : { latitude: 0, longitude: 0 }),
    zoneId: optionalText(row, 'zone_id'),
    parentId: optionalText(row, 'parent_station'),
    ownTimeZone: ownTimeZoneOf(row),
    platformCode: optionalText(row, 'platform_code'),
    wheelchairBoarding: choice<Accessibility>(row, 'wheelchair_boarding', ['unknown', 'yes', 'no']),
  };
}

function nameOf(row: Row): string {
  const name = nameValue(row, 'stop_name');
  if (name === '')
    refuseFeed(row, { code: 'missing_stop_name', field: 'stop_name', expected: 'The name passengers know.' });
  return name;
}

function placeOf(row: Row): { readonly latitude: number; readonly longitude: number } {
  const missing = ['stop_lat', 'stop_lon'].find((field) => text(row, field) === '');
  if (missing !== undefined) {
    refuseFeed(row, { code: 'stop_without_location', field: missing, expected: 'Latitude and longitude of the stop.' });
    return { latitude: 0, longitude: 0 };
  }
  const latitude = degrees(row, 'stop_lat', 90);
  const longitude = degrees(row, 'stop_lon', 180);
  // One degree around (0, 0) is open sea, and nobody lives within one of a pole: both mean that a number was lost.
  if (Math.abs(latitude) <= 1 && Math.abs(longitude) <= 1) {
    refuseFeed(row, { code: 'point_near_origin', field: 'stop_lat', expected: 'A place on land, not at 0, 0.' });
  } else if (Math.abs(latitude) >= 89) {
    refuseFeed(row, { code: 'point_near_pole', field: 'stop_lat', expected: 'A place that buses reach.' });
  }
  return { latitude, longitude };
}

function ownTimeZoneOf(row: Row): string | undefined {
  const value = optionalText(row, 'stop_timezone');
  if (value === undefined || isTimeZone(value)) return value;
  const expected = 'A name of the IANA time zone database, or nothing: then the feed’s zone holds.';
  refuseFeed(row, { code: 'invalid_timezone', field: 'stop_timezone', expected });
  return undefined;
}
