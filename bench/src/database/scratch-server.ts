import { rmSync } from 'node:fs';
import { mkdir, mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '@safiri/runtime/embedded-postgres';

export type ScratchServer = {
  /** Of the superuser. */
  readonly adminUrl: string;
  /** Where pgbench finds it; undefined on Windows. */
  readonly socketDir: string | undefined;
  /** For logs and files of this measurement; goes with it. */
  readonly folder: string;
  stop(): Promise<void>;
};

/** Beside the product's own data, because there it lies on a disk: a temporary folder may be memory, where nothing waits. */
const dataFolder = join(import.meta.dirname, '..', '..', '..', '.data');

/** The product's PostgreSQL with the product's settings, which lose nothing in a power cut, on data of its own. */
export async function startScratchServer(say: (sentence: string) => void): Promise<ScratchServer> {
  await mkdir(dataFolder, { recursive: true, mode: 0o700 });
  const folder = await mkdtemp(join(dataFolder, 'bench-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const server = await startEmbeddedPostgres({
    dataDir: join(folder, 'postgresql'),
    log: { info: () => undefined, error: say },
  });
  return {
    adminUrl: server.connectionString,
    socketDir: server.socketDir,
    folder,
    stop: async () => await server.stop(),
  };
}
