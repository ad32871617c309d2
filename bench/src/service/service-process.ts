import { join } from 'node:path';
import { systemClock } from '@safiri/kernel';
import { readPlatformSettings, startPlatform, type RunningPlatform } from '@safiri/platform';
import { coach } from '../feeds/coach.ts';
import { agencyId, feedName } from '../feeds/feed-files.ts';
import { firstDateOf, writeFeed, type FeedKind } from '../feeds/write-feed.ts';
import { answerParent } from '../parent-and-child.ts';

export type ServiceRequest = {
  /** Settings as the platform reads them from its environment. */
  readonly environment: Readonly<Record<string, string>>;
  readonly withoutJobs: readonly string[];
  readonly feedFolder: string;
  readonly feed: FeedKind;
};
export type ServiceAnswer = {
  readonly address: string;
  /** From this service date on all trips are on sale. */
  readonly firstDate: string;
};

let platform: RunningPlatform | undefined;

answerParent(
  async (request: ServiceRequest): Promise<ServiceAnswer> => {
    const { environment, withoutJobs } = request;
    platform = await startPlatform({
      settings: readPlatformSettings(environment),
      environment,
      say: () => undefined,
      forMeasuring: { withoutJobs, holdLimits: 'none' },
    });
    const now = systemClock.now();
    await loadNetwork(platform, { ...request, now });
    return { address: platform.address, firstDate: firstDateOf(now) };
  },
  async () => await platform?.stop(),
);

/** By the way every timetable comes in: a feed is imported, its trips are dated, and ticketing hears of them. */
async function loadNetwork({ company }: RunningPlatform, request: ServiceRequest & { now: Date }): Promise<void> {
  const folder = join(request.feedFolder, feedName);
  await writeFeed(folder, request.feed, request.now);
  const fleet = { agencyId, defaultLayout: coach, layouts: [coach], buses: [] };
  const report = await company.importFeed({ feedName, source: { folder }, fleets: [fleet] });
  if (report.status !== 'imported')
    throw new Error(`The generated feed was ${report.status}: ${JSON.stringify(report.problems)}`);
  await company.dateTrips();
}
