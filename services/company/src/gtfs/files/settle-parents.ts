import type { Stop } from '../feed.ts';
import { lineOf } from '../table/keys.ts';
import type { Reading } from '../table/reading.ts';
import { refuseFeed } from '../table/row.ts';
import type { Location, LocationType } from './location.ts';

type Settling = {
  readonly reading: Reading;
  readonly locations: ReadonlyMap<string, Location>;
  readonly feedTimeZone: string;
};

/** What a parent must be; a station has none. */
const parentType: Readonly<Record<LocationType, LocationType | undefined>> = {
  stop: 'station',
  station: undefined,
  entrance: 'station',
  node: 'station',
  'boarding area': 'stop',
};

/** Checks parents, which may stand below their children in the file, and gives every stop its time zone. */
export function settleParents({ reading, locations, feedTimeZone }: Settling): Map<string, Stop> {
  const stops = new Map<string, Stop>();
  for (const location of locations.values()) {
    checkParent(reading, location, locations);
    const { type, ownTimeZone, line: _line, ...kept } = location;
    if (type !== 'stop' && type !== 'station') continue;
    const parent = locations.get(location.parentId ?? '');
    // The specification lets the station's zone win, so that all its bays show the same clock.
    stops.set(kept.id, { ...kept, kind: type, timeZone: parent?.ownTimeZone ?? ownTimeZone ?? feedTimeZone });
  }
  return stops;
}

function checkParent(reading: Reading, location: Location, locations: ReadonlyMap<string, Location>): void {
  const wanted = parentType[location.type];
  const parent = location.parentId === undefined ? undefined : locations.get(location.parentId);
  const complain = (code: string, expected: string) =>
    refuseFeed(lineOf(reading, 'stops.txt', location.line), {
      code,
      field: 'parent_station',
      value: location.parentId ?? '',
      expected,
    });

  if (location.parentId === undefined) {
    const mayStandAlone = location.type === 'stop' || location.type === 'station';
    if (!mayStandAlone)
      complain('location_without_parent_station', `The ${wanted ?? 'station'} this ${location.type} belongs to.`);
  } else if (wanted === undefined) {
    complain('station_with_parent_station', 'Nothing: a station has no parent.');
  } else if (parent === undefined) {
    if (!reading.brokenFiles.has('stops.txt')) complain('foreign_key_violation', 'A stop_id of stops.txt.');
  } else if (parent.type !== wanted) {
    const number = wanted === 'station' ? 1 : 0;
    complain(
      'wrong_parent_location_type',
      `A parent with location_type ${number} (${wanted}), not one that is a ${parent.type}.`,
    );
  }
}
