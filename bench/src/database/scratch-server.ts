import { rmSync } from 'node:fs';
import { mkdir, mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '@safiri/runtime/embedded-postgres';
import { ask } from './ask.ts';

export type ScratchServer = {
  /** Of the superuser. */
  readonly adminUrl: string;
  /** Where pgbench finds it; undefined on Windows. */
  readonly socketDir: string | undefined;
  /** The process all of its sessions are children of. */
  readonly postmasterId: number;
  /** For logs and files of this measurement; goes with it. */
  readonly folder: string;
  stop(): Promise<void>;
};

/** Beside the product's own data, because there it lies on a disk: a temporary folder may be memory, where nothing waits. */
const dataFolder = join(import.meta.dirname, '..', '..', '..', '.data');

/** The product's PostgreSQL with the product's settings, which lose nothing in a power cut, on data of its own. */
export async function startScratchServer(
  say: (sentence: string) => void,
  settings: Readonly<Record<string, string>> = {},
): Promise<ScratchServer> {
  await mkdir(dataFolder, { recursive: true, mode: 0o700 });
  const folder = await mkdtemp(join(dataFolder, 'bench-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const server = await startEmbeddedPostgres({
    dataDir: join(folder, 'postgresql'),
    settings,
    log: { info: () => undefined, error: say },
  });
  const [postmaster] = await ask<{ id: number }>(
    server.connectionString,
    `select split_part(pg_read_file('postmaster.pid'), e'\\n', 1)::int as id`,
  );
  return {
    adminUrl: server.connectionString,
    socketDir: server.socketDir,
    postmasterId: postmaster?.id ?? 0,
    folder,
    stop: async () => await server.stop(),
  };
}
