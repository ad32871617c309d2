import { join } from 'node:path';
import { systemClock } from '@safiri/kernel';
import { readPlatformSettings, startPlatform, type RunningPlatform } from '@safiri/platform';
import { answerParent } from '../parent-and-child.ts';
import { coach } from './coach.ts';
import { agencyId, feedName, writeNetworkFeed } from './network-feed.ts';

export type ServiceRequest = {
  /** Settings as the platform reads them from its environment. */
  readonly environment: Readonly<Record<string, string>>;
  readonly feedFolder: string;
  readonly trips: number;
};
export type ServiceAnswer = { readonly address: string };

let platform: RunningPlatform | undefined;

answerParent(
  async (request: ServiceRequest): Promise<ServiceAnswer> => {
    const { environment } = request;
    platform = await startPlatform({
      settings: readPlatformSettings(environment),
      environment,
      say: () => undefined,
    });
    await loadNetwork(platform, request);
    return { address: platform.address };
  },
  async () => await platform?.stop(),
);

/** By the way every timetable comes in: a feed is imported, its trips are dated, and ticketing hears of them. */
async function loadNetwork({ company }: RunningPlatform, request: ServiceRequest): Promise<void> {
  const folder = join(request.feedFolder, feedName);
  await writeNetworkFeed(folder, { trips: request.trips, now: systemClock.now() });
  const fleet = { agencyId, defaultLayout: coach, layouts: [coach], buses: [] };
  const report = await company.importFeed({ feedName, source: { folder }, fleets: [fleet] });
  if (report.status !== 'imported')
    throw new Error(`The generated feed was ${report.status}: ${JSON.stringify(report.problems)}`);
  await company.dateTrips();
}
