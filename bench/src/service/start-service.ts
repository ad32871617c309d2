import { join } from 'node:path';
import { environmentOf } from '../config.ts';
import { ask, createDatabase } from '../database/ask.ts';
import type { ScratchServer } from '../database/scratch-server.ts';
import { saleDays, type FeedKind } from '../feeds/write-feed.ts';
import { startChild } from '../parent-and-child.ts';
import { watchUse, type Use } from '../use/watch-use.ts';
import { listTripsOnSale } from './sales-database.ts';
import type { ServiceAnswer, ServiceRequest } from './service-process.ts';

export type RunningService = ServiceAnswer & {
  readonly processId: number;
  /** Its database, as the superuser. */
  readonly databaseUrl: string;
  /** What is on sale, earliest departure first. */
  readonly tripIds: readonly number[];
  /** Begins to watch what it costs the machine, its load generator as well where there is one; the answer ends it. */
  watch(generatorId?: number): Promise<() => Promise<Use>>;
  stop(): Promise<void>;
};

export type ServiceOptions = {
  readonly server: ScratchServer;
  readonly feed: FeedKind;
  /** How many trips must be on sale. */
  readonly trips: number;
  readonly withoutJobs?: readonly string[];
  /** Left out, the one that measurements of one product have. */
  readonly database?: string;
  /** Of its environment, besides those that every measurement sets. */
  readonly settings?: Readonly<Record<string, string>>;
  /** For who goes on with it. */
  readonly keepsDatabase?: true;
};

const usualDatabase = 'safiri';

/** The whole product in a process of its own, with at least so many trips on sale. Its database goes with it. */
export async function startService(options: ServiceOptions): Promise<RunningService> {
  const { adminUrl, folder, postmasterId } = options.server;
  const { database = usualDatabase } = options;
  const databaseUrl = await createDatabase(adminUrl, database);
  const env = environmentOf({ NODE_ENV: 'production' });
  const child = startChild<ServiceRequest, ServiceAnswer>(join(import.meta.dirname, 'service-process.ts'), env);
  const stop = async (): Promise<void> => {
    await child.stop();
    if (options.keepsDatabase === undefined) await ask(adminUrl, `drop database ${database} with (force)`);
  };
  try {
    const answer = await child.ask({
      environment: { ...settingsOfService(databaseUrl, folder), ...options.settings },
      withoutJobs: options.withoutJobs ?? [],
      feedFolder: join(folder, 'feeds'),
      feed: options.feed,
    });
    const tripIds = await listTripsOnSale(databaseUrl, options.trips);
    return {
      ...answer,
      processId: child.processId,
      databaseUrl,
      tripIds,
      watch: async (generator) =>
        await watchUse({
          postmaster: postmasterId,
          service: child.processId,
          ...(generator === undefined ? {} : { generator }),
        }),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** What thousands would ask for, one address does here. Only sign-ins are counted as ever: they are measured against their limits. */
const fewClientsAskForAll = Object.fromEntries(
  ['READS', 'SEARCHES', 'WRITES'].flatMap((traffic) =>
    ['MINUTE', 'ADDRESS'].map((counted) => [`MOST_${traffic}_PER_${counted}`, '100000000']),
  ),
);

/** As in production, on a database that is given; nobody pays here, so no hold may end while it is measured. */
export function settingsOfService(databaseUrl: string, folder: string): Record<string, string> {
  return {
    PORT: '0',
    SAFIRI_MODE: 'production',
    SAFIRI_DEMO: 'off',
    SAFIRI_DATA_DIR: join(folder, 'service'),
    MIGRATION_DATABASE_URL: databaseUrl,
    DATABASE_URL: databaseUrl,
    LOG_LEVEL: 'info',
    SALE_HORIZON_DAYS: String(saleDays),
    HOLD_MINUTES: '60',
    ...fewClientsAskForAll,
  };
}
