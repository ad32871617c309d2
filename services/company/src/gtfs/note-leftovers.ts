import type { Feed } from './feed.ts';
import type { Problem } from './problems.ts';
import type { Reading } from './table/reading.ts';

/** Warns of what the feed describes and nothing uses: mostly a sign that an id was mistyped. */
export function noteLeftovers(
  { log, brokenFiles }: Reading,
  { stops, patterns, trips, shapes }: Pick<Feed, 'stops' | 'patterns' | 'trips' | 'shapes'>,
): void {
  // With a file missing everything would be left over; that has been said already.
  if (brokenFiles.size > 0) return;
  const warn = (
    finding: Pick<Problem, 'code' | 'file' | 'field' | 'value' | 'expected'>,
    severity: 'warning' | 'info' = 'warning',
  ) => log.add({ ...finding, severity, line: null, refuses: 'nothing' });

  const servedStopIds = new Set([...patterns.values()].flatMap((pattern) => pattern.stops.map((stop) => stop.stopId)));
  for (const { id, kind } of stops.values()) {
    if (kind !== 'stop' || servedStopIds.has(id)) continue;
    const expected = 'A trip that halts at this stop.';
    warn({ code: 'stop_without_stop_time', file: 'stops.txt', field: 'stop_id', value: id, expected });
  }
  const parentIds = new Set([...stops.values()].map(({ parentId }) => parentId));
  for (const { id, kind } of stops.values()) {
    if (kind !== 'station' || parentIds.has(id)) continue;
    const expected = 'A stop with this parent_station.';
    warn({ code: 'unused_station', file: 'stops.txt', field: 'stop_id', value: id, expected }, 'info');
  }
  const drivenShapeIds = new Set([...trips.values()].map((trip) => trip.shapeId));
  for (const id of shapes.keys()) {
    if (drivenShapeIds.has(id)) continue;
    warn({
      code: 'unused_shape',
      file: 'shapes.txt',
      field: 'shape_id',
      value: id,
      expected: 'A trip with this shape.',
    });
  }
}
