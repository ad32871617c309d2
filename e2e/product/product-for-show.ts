import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { freePort } from './free-port.ts';
import { launch } from './launch.ts';
import { searchPath } from './product-config.ts';

/** A product that commands look at. */
export type ShownProduct = { readonly address: string; end(): Promise<void> };

/** The one that runs at a given address, which stays, or one of our own on a folder of its own. */
export async function productForShow(given: string | undefined): Promise<ShownProduct> {
  if (given !== undefined) return { address: new URL(given).origin, end: async () => undefined };
  const dataDir = await mkdtemp(path.join(tmpdir(), 'safiri-shown-'));
  const port = await freePort();
  const running = await launch({
    PATH: searchPath(),
    PORT: String(port),
    SAFIRI_DATA_DIR: dataDir,
    SAFIRI_SIMULATORS: 'momo',
    MOMO_SIMULATOR_PORT: String(await freePort()),
    SALE_HORIZON_DAYS: '3',
  });
  return {
    address: `http://localhost:${port}`,
    end: async () => {
      await running.end('SIGTERM');
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
