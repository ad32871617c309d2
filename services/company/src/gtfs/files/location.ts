import type { Stop } from '../feed.ts';

/** GTFS location_type by its number. */
export const locationTypes = ['stop', 'station', 'entrance', 'node', 'boarding area'] as const;
export type LocationType = (typeof locationTypes)[number];

/** A line of stops.txt before its parent is known. */
export type Location = Omit<Stop, 'kind' | 'timeZone'> & {
  readonly type: LocationType;
  readonly ownTimeZone: string | undefined;
  readonly line: number;
};
