import type { FeedImport, importFeed as declared } from '@safiri/contracts';
import { asService, recordAct, type RequestOf, transaction } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { requirePlatform } from '../staff.ts';
import { importFailed } from '../telemetry.ts';
import { dateTrips } from '../trips/date-trips.ts';
import { beginImport, type BegunImport } from './begin-import.ts';
import { runImport, type ImportRequest } from './import-feed.ts';
import { getImport } from './import-queries.ts';

/** Begins an import and answers while it runs on. If the process ends meanwhile, the import fails and nothing is written. */
export async function startFeedImport(ctx: Ctx, request: RequestOf<typeof declared>): Promise<FeedImport> {
  const { actor, query, body } = request;
  requirePlatform(actor);
  const begun = await beginImport(ctx, query.feedName, async (tx, importId) => {
    const after = { ...query, bytes: body.byteLength };
    await recordAct(tx, request, { company: null, thing: { kind: 'feed-import', id: importId }, before: null, after });
  });
  const report = await transaction(ctx.db, asService, async (tx) => await getImport(tx, begun.importId));
  void importInBackground(ctx, begun, {
    feedName: query.feedName,
    source: { bytes: body },
    shiftDates: query.shiftDates ?? false,
  });
  return report;
}

/** The import, and its trips right after; those a crash leaves out are dated by the job. */
async function importInBackground(ctx: Ctx, begun: BegunImport, request: ImportRequest): Promise<void> {
  try {
    const { status } = await runImport(ctx, begun, request);
    if (status === 'imported') await dateTrips(ctx);
  } catch (error) {
    importFailed(ctx.log, { importId: begun.importId, feedName: begun.feedName, err: error });
  }
}
