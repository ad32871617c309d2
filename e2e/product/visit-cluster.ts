import { readState, type ClusterState } from '@safiri/platform/cluster-state';
import { searchPath } from './product-config.ts';
import type { Product } from './start-product.ts';

/** A cluster that runs, as journeys know a product: they use it and leave it as it is. */
export async function visitCluster(folder: string): Promise<Product> {
  const { addresses, adminUrl, simulators, brokerUrl } = await stateOf(folder);
  const notHere = async (): Promise<never> => {
    throw new Error('A cluster is not killed as one process is: e2e/long/cluster-faults kills its parts');
  };
  return {
    address: addresses.portal,
    simulator: simulators.find(({ name }) => name === 'momo')?.url ?? '',
    dataDir: folder,
    // What commands beside it are given.
    environment: { PATH: searchPath(), SAFIRI_DATA_DIR: folder, BROKER_URL: brokerUrl },
    databaseUrl: async () => adminUrl,
    kill: notHere,
    startAgain: notHere,
    remove: async () => undefined,
    printed: () => '',
  };
}

export async function stateOf(folder: string): Promise<ClusterState> {
  const state = await readState(folder);
  if (state === undefined) throw new Error(`There is no cluster on ${folder}`);
  return state;
}
