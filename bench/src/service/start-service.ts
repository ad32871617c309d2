import { join } from 'node:path';
import { environmentOf } from '../config.ts';
import { createDatabase } from '../database/ask.ts';
import type { ScratchServer } from '../database/scratch-server.ts';
import { startChild } from '../parent-and-child.ts';
import { saleDays } from './network-feed.ts';
import { listTripsOnSale } from './sales-database.ts';
import type { ServiceAnswer, ServiceRequest } from './service-process.ts';

export type RunningService = {
  readonly processId: number;
  readonly address: string;
  /** Its database, as the superuser. */
  readonly databaseUrl: string;
  /** What is on sale, earliest departure first. */
  readonly tripIds: readonly number[];
  stop(): Promise<void>;
};

/** The whole product in a process of its own, with at least so many trips on sale. */
export async function startService(server: ScratchServer, trips: number): Promise<RunningService> {
  const { adminUrl, folder } = server;
  const databaseUrl = await createDatabase(adminUrl, 'safiri');
  const env = environmentOf({ NODE_ENV: 'production' });
  const child = startChild<ServiceRequest, ServiceAnswer>(join(import.meta.dirname, 'service-process.ts'), env);
  const stop = async (): Promise<void> => await child.stop();
  try {
    const { address } = await child.ask({
      environment: environmentOfService(databaseUrl, folder),
      feedFolder: join(folder, 'feeds'),
      trips,
    });
    const tripIds = await listTripsOnSale(databaseUrl, trips);
    return { processId: child.processId, address, databaseUrl, tripIds, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** As in production, on a database that is given; nobody pays here, so no hold may end while it is measured. */
function environmentOfService(databaseUrl: string, folder: string): Record<string, string> {
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
  };
}
