import { FeedRefusal } from './archive/feed-refusal.ts';
import type { FeedArchive, FeedSource } from './archive/feed-archive.ts';
import { openArchive } from './archive/open-archive.ts';
import { defaultFeedLimits } from './feed-limits.ts';
import type { FeedLimits } from './feed-limits.ts';
import type { Feed } from './feed.ts';
import { feedCurrency } from './fares/feed-currency.ts';
import { readAgencies } from './files/read-agencies.ts';
import { readCalendars } from './files/read-calendars.ts';
import { readFareRules } from './files/read-fare-rules.ts';
import { readFares } from './files/read-fares.ts';
import { readFeedInfo } from './files/read-feed-info.ts';
import { readFrequencies } from './files/read-frequencies.ts';
import { readRoutes } from './files/read-routes.ts';
import { readShapes } from './files/read-shapes.ts';
import { readStopTimes } from './files/read-stop-times.ts';
import { readStops } from './files/read-stops.ts';
import { readTranslations } from './files/read-translations.ts';
import { readTrips } from './files/read-trips.ts';
import { noteLeftovers } from './note-leftovers.ts';
import { noteFiles } from './archive/note-files.ts';
import { foldTrips } from './patterns/fold-trips.ts';
import { createProblemLog } from './problems.ts';
import type { ProblemReport } from './problems.ts';
import { feedHash, startReading } from './table/reading.ts';
import type { FileProgress, Reading } from './table/reading.ts';

export type ReadFeedOptions = {
  readonly limits?: Partial<FeedLimits>;
  /** Called after every file that was read. */
  readonly onFile?: (progress: FileProgress) => void;
};

/** A feed that can be used as it is, or none; what was found is reported in both cases. */
export type ReadFeedResult = { readonly feed: Feed | undefined; readonly report: ProblemReport };

/**
 * Reads and checks a whole GTFS feed into memory. Whatever is wrong with the feed comes back in the report; only bugs
 * and a failing disk are thrown. A feed with a problem that refuses it comes back as undefined: nothing of it is usable.
 */
export async function readFeed(source: FeedSource, options: ReadFeedOptions = {}): Promise<ReadFeedResult> {
  const limits = { ...defaultFeedLimits, ...options.limits };
  let archive: FeedArchive;
  try {
    archive = await openArchive(source, limits);
  } catch (error) {
    if (!(error instanceof FeedRefusal)) throw error;
    const log = createProblemLog(limits.problems);
    log.add(error.problem);
    return { feed: undefined, report: log.report() };
  }
  try {
    const reading = startReading({ archive, limits, onFile: options.onFile ?? (() => undefined) });
    const feed = await readFiles(reading);
    return { feed: reading.log.refusesFeed() ? undefined : feed, report: reading.log.report() };
  } finally {
    archive.close();
  }
}

/** Files in such an order that what a line points to has been read before. */
async function readFiles(reading: Reading): Promise<Feed> {
  noteFiles(reading);
  const info = await readFeedInfo(reading);
  const { agencies, timeZone } = await readAgencies(reading);
  const { stops, locationTypes, zoneIds } = await readStops(reading, timeZone);
  const routes = await readRoutes(reading, agencies);
  const calendars = await readCalendars(reading);
  const shapes = await readShapes(reading);
  const drafts = await readTrips(reading, { routes, calendars, shapes });
  const refusedTripIds = await readFrequencies(reading, drafts);
  const columns = await readStopTimes(reading, { drafts, locationTypes });
  const { patterns, trips } = await foldTrips(reading, { drafts, columns, stops, refusedTripIds });
  const fareLines = await readFares(reading, agencies);
  const fares = await readFareRules(reading, { fares: fareLines, routes, zoneIds });
  const translations = await readTranslations(reading);
  const currency = feedCurrency(
    [...fareLines.values()].map((line) => line.currency),
    timeZone,
  );
  const timetable = { agencies, stops, routes, calendars, patterns, trips, shapes };
  noteLeftovers(reading, timetable);
  return {
    ...timetable,
    hash: feedHash(reading),
    timeZone,
    currency,
    fares,
    translations,
    info,
    counts: Object.fromEntries(reading.rowCounts),
  };
}
