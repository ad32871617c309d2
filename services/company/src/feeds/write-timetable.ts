import type { Tx } from '@safiri/runtime';
import { batches } from '../batches.ts';
import { tellCompanies, writeFeedCompanies } from '../companies/company-queries.ts';
import { seedFleets, type AgencyFleet } from '../fleet/seed-fleets.ts';
import { tellFares, tellPatterns } from '../routes/tell-patterns.ts';
import { raisePatternsOfRoutes, writePatterns } from '../routes/pattern-queries.ts';
import { withdrawFares, writeFares } from '../routes/fare-queries.ts';
import { writeFeedRoutes } from '../routes/route-queries.ts';
import { clearNames, insertNames } from '../names/name-queries.ts';
import { encodePolyline } from '../gtfs/shapes/polyline.ts';
import { clearShapes, insertShapes } from '../shapes/shape-queries.ts';
import { findSharedStations, writeFeedStops } from '../stops/stop-queries.ts';
import { tellStops } from '../stops/tell-stops.ts';
import type { Feed } from '../gtfs/feed.ts';
import { removeRetired } from '../timetable/remove-retired.ts';
import { writeCalendars } from '../timetable/calendar-queries.ts';
import { redateCalendars, writeFeedScheduledTrips } from '../timetable/scheduled-trip-queries.ts';
import { nameRows, otherNamesIn } from './feed-names.ts';
import { loadFeedIds, retireVanished } from './feed-ids.ts';
import {
  calendarRow,
  companyRows,
  fareRow,
  nameOf,
  patternRow,
  routeRow,
  scheduledTripRow,
  stopRow,
  type NamedFeed,
} from './feed-rows.ts';
import type { PricedFeed } from './price-feed.ts';

export type TimetableSource = {
  readonly feedName: string;
  readonly priced: PricedFeed;
  readonly fleets: readonly AgencyFleet[];
  readonly now: Date;
  /** Told before each part, with the share of the writing that is done. */
  readonly onPart: (part: string, share: number) => void;
};

/** Rows in one statement: a fraction of a second each, so that none comes near the statement time-out. */
const rowsPerStatement = 2_000;
/** Stops of patterns, amounts of fares, and characters of shapes in one statement: about a megabyte of JSON. */
const stopsPerStatement = 20_000;
const amountsPerStatement = 50_000;
const shapeCharactersPerStatement = 1_000_000;

/**
 * Writes a whole timetable, all in the caller's transaction, and tells what changed. Rows are found by the keys the feed
 * uses; only what differs is written and gets a new version. What the feed no longer describes is retired: no further
 * trips are dated from it, those that are dated stay on sale, and it is removed once they are over.
 */
export async function writeTimetable(tx: Tx, source: TimetableSource): Promise<void> {
  const { feedName, priced } = source;
  const { feed, shared } = await shareStations(tx, feedName, priced.feed);
  const named: NamedFeed = { feedName, feed, ids: await loadFeedIds(tx, feedName, shared) };
  source.onPart('companies', 0);
  await writeCompanies(tx, named, source.fleets);
  source.onPart('stops', 0.05);
  await writeStops(tx, named);
  source.onPart('patterns', 0.2);
  await writeRoutesAndPatterns(tx, named);
  source.onPart('fares', 0.5);
  await writeAllFares(tx, named, priced);
  source.onPart('scheduled trips', 0.7);
  await writeScheduledTrips(tx, named);
  await writeShapes(tx, named);
  await writeNames(tx, named);
  source.onPart('what vanished', 0.95);
  await retire(tx, named);
  while ((await removeRetired(tx, source.now)) > 0);
}

/** The feed without the stations that are here already; its stops belong to those. */
async function shareStations(
  tx: Tx,
  feedName: string,
  feed: Feed,
): Promise<{ feed: Feed; shared: ReadonlyMap<string, string> }> {
  const stations = [...feed.stops.values()]
    .filter(({ kind }) => kind === 'station')
    .map(({ id, latitude, longitude, name }) => ({ feedKey: id, name: nameOf(name, id), latitude, longitude }));
  const shared = await findSharedStations(tx, feedName, stations);
  return { feed: { ...feed, stops: new Map([...feed.stops].filter(([id]) => !shared.has(id))) }, shared };
}

async function writeCompanies(tx: Tx, named: NamedFeed, fleets: readonly AgencyFleet[]): Promise<void> {
  const companies = companyRows(named);
  await tellCompanies(tx, await writeFeedCompanies(tx, named.feedName, companies));
  await seedFleets(tx, { companies, fleets });
}

async function writeStops(tx: Tx, named: NamedFeed): Promise<void> {
  const changed: string[] = [];
  const otherNamesOf = otherNamesIn(named.feed);
  // Stations first: their stops refer to them.
  const stops = [...named.feed.stops.values()].toSorted(
    (a, b) => Number(b.kind === 'station') - Number(a.kind === 'station'),
  );
  for (const batch of batches(stops, { items: rowsPerStatement })) {
    changed.push(
      ...(await writeFeedStops(
        tx,
        named.feedName,
        batch.map((stop) => ({ ...stopRow(named, stop), otherNames: otherNamesOf(stop) })),
      )),
    );
  }
  await tellStops(tx, changed);
}

async function writeRoutesAndPatterns(tx: Tx, named: NamedFeed): Promise<void> {
  const changed = new Set<string>();
  const renamed: string[] = [];
  for (const batch of batches(named.feed.routes.values(), { items: rowsPerStatement })) {
    renamed.push(
      ...(await writeFeedRoutes(
        tx,
        named.feedName,
        batch.map((route) => routeRow(named, route)),
      )),
    );
  }
  const weight = { most: stopsPerStatement, of: (pattern: { stops: readonly unknown[] }) => pattern.stops.length };
  for (const batch of batches(named.feed.patterns.values(), { items: rowsPerStatement, weight })) {
    for (const id of await writePatterns(
      tx,
      batch.map((pattern) => patternRow(named, pattern)),
    ))
      changed.add(id);
  }
  for (const id of await raisePatternsOfRoutes(tx, renamed)) changed.add(id);
  await tellPatterns(tx, [...changed]);
}

async function writeAllFares(tx: Tx, named: NamedFeed, { fares }: PricedFeed): Promise<void> {
  const changed: string[] = [];
  const patterns = [...named.feed.patterns.values()];
  const rows = patterns.flatMap((pattern) => {
    const matrix = fares.get(pattern.key);
    return matrix === undefined ? [] : [{ pattern, matrix }];
  });
  const weight = { most: amountsPerStatement, of: ({ matrix }: (typeof rows)[number]) => matrix.amountsMinor.length };
  for (const batch of batches(rows, { items: rowsPerStatement, weight })) {
    changed.push(
      ...(await writeFares(
        tx,
        batch.map(({ pattern, matrix }) => fareRow(named, pattern, matrix)),
      )),
    );
  }
  const unpriced = patterns
    .filter((pattern) => !fares.has(pattern.key))
    .map((pattern) => named.ids.patterns(pattern.key));
  changed.push(...(await withdrawFares(tx, unpriced)));
  await tellFares(tx, changed);
}

async function writeScheduledTrips(tx: Tx, named: NamedFeed): Promise<void> {
  const changed: string[] = [];
  for (const batch of batches(named.feed.calendars.values(), { items: rowsPerStatement })) {
    changed.push(
      ...(await writeCalendars(
        tx,
        batch.map((calendar) => calendarRow(named, calendar)),
      )),
    );
  }
  for (const batch of batches(named.feed.trips.values(), { items: rowsPerStatement })) {
    await writeFeedScheduledTrips(
      tx,
      batch.map((trip) => scheduledTripRow(named, trip)),
    );
  }
  await redateCalendars(tx, changed);
}

async function writeShapes(tx: Tx, { feedName, feed }: NamedFeed): Promise<void> {
  await clearShapes(tx, feedName);
  const driven = new Set([...feed.trips.values()].flatMap(({ shapeId }) => shapeId ?? []));
  const shapes = [...feed.shapes.values()]
    .filter(({ id }) => driven.has(id))
    .map(({ id, coordinates }) => ({ feedKey: id, points: encodePolyline(coordinates) }));
  const weight = { most: shapeCharactersPerStatement, of: ({ points }: (typeof shapes)[number]) => points.length };
  for (const batch of batches(shapes, { items: rowsPerStatement, weight })) await insertShapes(tx, feedName, batch);
}

async function writeNames(tx: Tx, named: NamedFeed): Promise<void> {
  await clearNames(tx, named.feedName);
  for (const batch of batches(nameRows(named), { items: rowsPerStatement }))
    await insertNames(tx, named.feedName, batch);
}

async function retire(tx: Tx, { feedName, feed }: NamedFeed): Promise<void> {
  await retireVanished(tx, 'scheduled_trips', { feedName, presentKeys: [...feed.trips.keys()] });
  await retireVanished(tx, 'patterns', { feedName, presentKeys: [...feed.patterns.keys()] });
  await retireVanished(tx, 'routes', { feedName, presentKeys: [...feed.routes.keys()] });
  await retireVanished(tx, 'stops', { feedName, presentKeys: [...feed.stops.keys()] });
}
