import type { FeedImport } from '@safiri/contracts';
import { localDate } from '@safiri/kernel';
import { asService, transaction } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import type { AgencyFleet } from '../fleet/seed-fleets.ts';
import type { FeedSource } from '../gtfs/archive/feed-archive.ts';
import { shiftFeedDates } from '../gtfs/calendar/shift-feed-dates.ts';
import type { Feed } from '../gtfs/feed.ts';
import type { ProblemReport } from '../gtfs/problems.ts';
import { readFeed } from '../gtfs/read-feed.ts';
import { importEnded, importFailed } from '../telemetry.ts';
import { beginImport, type BegunImport } from './begin-import.ts';
import { chooseShiftDays } from './choose-shift.ts';
import {
  endImport,
  failImports,
  findImportedFeed,
  getImport,
  writeImportedFeed,
  type ImportedFeed,
  type ImportEnd,
} from './import-queries.ts';
import { importCounts, importProblems, importReport } from './import-report.ts';
import { priceFeed } from './price-feed.ts';
import { createProgressTeller, type ImportProgress, type ProgressTeller } from './progress.ts';
import { writeTimetable } from './write-timetable.ts';

export type ImportRequest = {
  /** A feed is known by its name: the same name again is a newer version of the same feed. */
  readonly feedName: string;
  readonly source: FeedSource;
  /** Moves an expired calendar by whole weeks to where it runs today. */
  readonly shiftDates?: boolean;
  /** Fleets that companies begin with when they are new, by agency. */
  readonly fleets?: readonly AgencyFleet[];
  readonly onProgress?: (progress: ImportProgress) => void;
};

/** Raised when the same files would be written differently than before, so that they are written again. */
const importRules = 3;

/** A command is no request: nobody is known who could stand in the audit log. */
const byCommand = async (): Promise<void> => {};

/**
 * Imports a feed and waits for the end. Whatever becomes of it is in the report; nothing is written by halves. Throws
 * IMPORT_RUNNING while another import runs.
 */
export async function importFeed(ctx: Ctx, request: ImportRequest): Promise<FeedImport> {
  return await runImport(ctx, await beginImport(ctx, request.feedName, byCommand), request);
}

/** Runs an import that has begun, and releases it. */
export async function runImport(ctx: Ctx, begun: BegunImport, request: ImportRequest): Promise<FeedImport> {
  const { importId, feedName } = begun;
  const progress = createProgressTeller(ctx, importId, request.onProgress ?? (() => undefined));
  try {
    await readAndWrite(ctx, request, { importId, progress });
  } catch (error) {
    importFailed(ctx.log, { importId, feedName, err: error });
    await transaction(ctx.db, asService, async (tx) => await failImports(tx, [importId]));
  } finally {
    await progress.settle();
    await begun.release();
  }
  const report = await transaction(ctx.db, asService, async (tx) => await getImport(tx, importId));
  importEnded(ctx.log, { importId, feedName, status: report.status, problemCount: report.problemCount });
  return report;
}

type Running = { readonly importId: string; readonly progress: ProgressTeller };

/** Reading is the first half of the work, writing the second. */
const percentRead = 50;
const percentPriced = 55;
/** Of a feed's files those that matter are about so many. */
const filesOfFeed = 16;

async function readAndWrite(ctx: Ctx, request: ImportRequest, { importId, progress }: Running): Promise<void> {
  let filesRead = 0;
  const { feed, report } = await readFeed(request.source, {
    onFile: ({ file }) => {
      filesRead += 1;
      progress.tell(file, (Math.min(filesRead, filesOfFeed) / filesOfFeed) * percentRead);
    },
  });
  if (feed === undefined) {
    await endInOwnTransaction(ctx, importId, { status: 'refused', shiftDays: 0, counts: {}, ...importReport(report) });
    return;
  }
  const previous = await transaction(ctx.db, asService, async (tx) => await findImportedFeed(tx, request.feedName));
  const today = localDate(ctx.clock.now(), feed.timeZone);
  const sameFiles = previous?.hash === feed.hash ? previous : undefined;
  const shiftDays = request.shiftDates === true ? chooseShiftDays(feed, sameFiles, today) : 0;
  const imported: ImportedFeed = { hash: feed.hash, importRules, shiftDays };
  if (sameFiles?.importRules === importRules && sameFiles.shiftDays === shiftDays) {
    await endInOwnTransaction(ctx, importId, {
      status: 'unchanged',
      shiftDays,
      counts: importCounts(feed),
      ...importReport(report),
    });
    return;
  }
  await writeAll(ctx, request, { importId, progress, imported, report, feed: shiftFeedDates(feed, shiftDays) });
}

type Writing = Running & { readonly imported: ImportedFeed; readonly report: ProblemReport; readonly feed: Feed };

/** Everything the feed brings, its news and the import's own end, in one transaction. */
async function writeAll(ctx: Ctx, request: ImportRequest, writing: Writing): Promise<void> {
  const { importId, progress, imported, feed } = writing;
  const now = ctx.clock.now();
  progress.tell('fares', percentRead);
  const priced = await priceFeed(feed);
  const found = importReport(writing.report, importProblems(priced, localDate(now, feed.timeZone)));
  const end: ImportEnd = { status: 'imported', shiftDays: imported.shiftDays, counts: importCounts(feed), ...found };
  await transaction(ctx.db, asService, async (tx) => {
    const onPart = (part: string, share: number): void =>
      progress.tell(part, percentPriced + share * (99 - percentPriced));
    await writeTimetable(tx, { feedName: request.feedName, priced, fleets: request.fleets ?? [], now, onPart });
    await writeImportedFeed(tx, request.feedName, imported);
    if (!(await endImport(tx, importId, end))) throw new Error(`Import ${importId} was given up before it ended`);
  });
}

async function endInOwnTransaction(ctx: Ctx, importId: string, end: ImportEnd): Promise<void> {
  await transaction(ctx.db, asService, async (tx) => {
    await endImport(tx, importId, end);
  });
}
