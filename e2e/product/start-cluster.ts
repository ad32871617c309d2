import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { runProgram, type Ended } from './run-command.ts';
import { searchPath } from './product-config.ts';
import type { Product } from './start-product.ts';
import { visitCluster } from './visit-cluster.ts';

const program = new URL('../../apps/platform/src/commands/cluster.ts', import.meta.url);
const compiled = fileURLToPath(new URL('../../node_modules/.cache/safiri-compiled', import.meta.url));

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
    // What Node has translated once, every cluster of this checkout uses.
    NODE_COMPILE_CACHE: compiled,
    ...settings,
  };
  const command = async (...args: readonly string[]): Promise<Ended> => await runProgram(program, args, environment);
  const started = await command('start');
  if (started.exitCode !== 0) {
    await command('stop', '--remove');
    throw new Error(`The cluster did not start:\n${started.output}`);
  }
  return {
    ...(await visitCluster(folder)),
    command,
    remove: async () => void (await command('stop')),
    printed: () => started.output,
  };
}
