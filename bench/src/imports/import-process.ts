import { readPlatformSettings, startPlatform, type RunningPlatform } from '@safiri/platform';
import { answerParent } from '../parent-and-child.ts';

export type ImportRequest = {
  /** Settings as the platform reads them from its environment. */
  readonly environment: Readonly<Record<string, string>>;
  readonly feedFolder: string;
};
export type ImportAnswer = {
  readonly counts: Readonly<Record<string, number>>;
  /** From the first byte read to the commit. */
  readonly importSeconds: number;
  /** What of a core this process took for it; the rest is the database, or a machine that others use too. */
  readonly importCoreSeconds: number;
  /** The most this process had in memory until then, the product's own some hundred mebibytes among them. */
  readonly importBytes: number;
  readonly datedTrips: number;
  readonly datingSeconds: number;
  readonly datingBytes: number;
};

let platform: RunningPlatform | undefined;

answerParent(
  async ({ environment, feedFolder }: ImportRequest): Promise<ImportAnswer> => {
    platform = await startPlatform({
      settings: readPlatformSettings(environment),
      environment,
      say: () => undefined,
      forMeasuring: { withoutJobs: ['trip-dating'], holdLimits: 'none' },
    });
    const { company } = platform;
    const used = process.cpuUsage();
    const begun = performance.now();
    const report = await company.importFeed({ feedName: 'generated', source: { folder: feedFolder } });
    const imported = performance.now();
    if (report.status !== 'imported')
      throw new Error(`The generated feed was ${report.status}: ${JSON.stringify(report.problems.slice(0, 5))}`);
    const importBytes = mostBytesSoFar();
    const { user, system } = process.cpuUsage(used);
    const dating = performance.now();
    const datedTrips = await company.dateTrips();
    return {
      counts: report.counts,
      importSeconds: (imported - begun) / 1_000,
      importCoreSeconds: (user + system) / 1_000_000,
      importBytes,
      datedTrips,
      datingSeconds: (performance.now() - dating) / 1_000,
      datingBytes: mostBytesSoFar(),
    };
  },
  async () => await platform?.stop(),
);

function mostBytesSoFar(): number {
  return process.resourceUsage().maxRSS * 1_024;
}
