import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { inject } from 'vitest';
import { freePort } from './free-port.ts';
import { launch } from './launch.ts';
import { databaseUrlIn, fillDataFolder } from './prepared-data.ts';
import { clusterFolder, searchPath } from './product-config.ts';
import { visitCluster } from './visit-cluster.ts';

/** The product as `npm start` runs it, in a process of its own on a data folder of its own. */
export type Product = {
  readonly address: string;
  readonly simulator: string;
  readonly dataDir: string;
  /** What it was started with; commands beside it are given the same. */
  readonly environment: Readonly<Record<string, string>>;
  /** The superuser's address of its database. */
  databaseUrl(): Promise<string>;
  /** kill -9: no goodbye. */
  kill(): Promise<void>;
  /** Starts it again on the same folder and ports; resolves when it is ready. */
  startAgain(): Promise<void>;
  /** Ends it politely and removes its folder. */
  remove(): Promise<void>;
  /** What it has printed since its last start. */
  printed(): string;
};

type Settings = Readonly<Record<string, string>>;

/** Settings may depend on the address, which is chosen here. Where a cluster is named, that is visited instead, as it is. */
export async function startProduct(
  settings: Settings | ((address: string) => Promise<Settings>) = {},
): Promise<Product> {
  const cluster = clusterFolder();
  if (cluster !== undefined) return await visitCluster(cluster);
  const dataDir = await mkdtemp(path.join(tmpdir(), 'safiri-product-'));
  const port = await freePort();
  const simulatorPort = await freePort();
  const environment = {
    PATH: searchPath(),
    PORT: String(port),
    SAFIRI_DATA_DIR: dataDir,
    // Each simulator is a process more; a journey that pays in another way asks for it.
    SAFIRI_SIMULATORS: 'momo',
    MOMO_SIMULATOR_PORT: String(simulatorPort),
    // Two days are enough to sell, and dating a month takes time.
    SALE_HORIZON_DAYS: '3',
    // Password hashes are not what journeys are about.
    BCRYPT_COST: '4',
    // Else every process of a run reads and translates the same thousand files.
    NODE_COMPILE_CACHE: path.join(inject('journeysFolder'), 'compiled'),
  };
  await fillDataFolder(environment, dataDir);
  const address = `http://localhost:${port}`;
  const own = { ...environment, ...(typeof settings === 'function' ? await settings(address) : settings) };
  let running = await launch(own);
  return {
    address,
    simulator: `http://127.0.0.1:${simulatorPort}`,
    dataDir,
    environment: own,
    databaseUrl: async () => await databaseUrlIn(dataDir),
    kill: async () => await running.end('SIGKILL'),
    startAgain: async () => {
      running = await launch(own);
    },
    remove: async () => {
      await running.end('SIGTERM');
      await rm(dataDir, { recursive: true, force: true });
    },
    printed: () => running.printed(),
  };
}
