import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runProgram, type Ended } from './run-command.ts';
import { searchPath } from './product-config.ts';
import type { Product } from './start-product.ts';
import { visitCluster } from './visit-cluster.ts';

const program = new URL('../../apps/platform/src/commands/cluster.ts', import.meta.url);

/** The product as many processes, as `npm run cluster` starts it, on ports and a folder of its own. */
export type ClusterProduct = Product & {
  /** `npm run cluster -- VERB …`. */
  command(...args: readonly string[]): Promise<Ended>;
};

export async function startCluster(settings: Readonly<Record<string, string>> = {}): Promise<ClusterProduct> {
  const folder = await mkdtemp(path.join(tmpdir(), 'safiri-cluster-'));
  const environment = {
    PATH: searchPath(),
    CLUSTER_DIR: folder,
    GATEWAY_PORT: '0',
    PORTAL_PORT: '0',
    STAFF_PORT: '0',
    SAFIRI_SIMULATORS: 'momo',
    // As in other journeys: days enough to sell, and hashes that cost nothing.
    SALE_HORIZON_DAYS: '3',
    BCRYPT_COST: '4',
    ...settings,
  };
  const command = async (...args: readonly string[]): Promise<Ended> => await runProgram(program, args, environment);
  const started = await command('start');
  if (started.exitCode !== 0) throw new Error(`The cluster did not start:\n${started.output}`);
  return {
    ...(await visitCluster(folder)),
    command,
    remove: async () => void (await command('stop')),
    printed: () => started.output,
  };
}
