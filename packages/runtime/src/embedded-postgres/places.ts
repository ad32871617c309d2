import { createHash } from 'node:crypto';
import { chown, cp, mkdir, realpath, rename, rm, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Binaries } from './binaries.ts';
import { cannotWrite } from './folder-claim.ts';
import { type RunAs, callAs } from './run-as.ts';
import { succeeds } from './run-program.ts';

/** Where the programs and the data are, once both are known to be reachable for the user PostgreSQL runs as. */
export type Places = {
  binaries: Binaries;
  /** Belongs to the embedded server alone: the cluster, the lock, the socket and, on Windows, the password. */
  homeDir: string;
};

type Request = {
  binaries: Binaries;
  dataDir: string;
  runAs: RunAs;
  /** Used when root's rights are gone and the wished folders are closed to others, as most home folders are. */
  systemDir: string;
  say: (sentence: string) => void;
};

export async function preparePlaces(request: Request): Promise<Places> {
  const dataDir = resolve(request.dataDir);
  await makeHome(dataDir, request.runAs);
  if (!request.runAs.confined) return { binaries: request.binaries, homeDir: await realpath(dataDir) };
  return { binaries: await reachableBinaries(request), homeDir: await reachableHome({ ...request, dataDir }) };
}

async function makeHome(homeDir: string, runAs: RunAs): Promise<void> {
  try {
    await mkdir(homeDir, { recursive: true, mode: 0o700 });
    const holdsCluster = await stat(clusterDirOf(homeDir)).catch(() => undefined);
    // A folder that already holds data is not given away: the check of its owner says what is wrong.
    if (runAs.owner !== undefined && holdsCluster === undefined) {
      await chown(homeDir, runAs.owner.uid, runAs.owner.gid);
    }
  } catch (error) {
    throw cannotWrite(homeDir, error);
  }
}

export function clusterDirOf(homeDir: string): string {
  return join(homeDir, 'cluster');
}

async function reachableBinaries({ binaries, runAs, systemDir, say }: Request): Promise<Binaries> {
  if (await succeeds(callAs(runAs, 'test', ['-r', join(binaries.nativeDir, 'bin', 'postgres')]))) return binaries;
  const copy = join(systemDir, `postgresql-${binaries.version}`);
  if ((await stat(copy).catch(() => undefined)) === undefined) {
    say(`PostgreSQL cannot be run from ${binaries.nativeDir} as another user than root: copying it to ${copy}.`);
    // Copied aside and renamed, so that a copy that was interrupted is never taken for a whole one.
    const half = `${copy}.${process.pid}`;
    await mkdir(systemDir, { recursive: true, mode: 0o755 }).catch((error: unknown) => {
      throw cannotWrite(systemDir, error);
    });
    await cp(binaries.nativeDir, half, { recursive: true, verbatimSymlinks: true });
    await rename(half, copy).catch(() => rm(half, { recursive: true, force: true }));
  }
  return { ...binaries, nativeDir: copy };
}

async function reachableHome({ dataDir, runAs, systemDir, say }: Request): Promise<string> {
  if (await succeeds(callAs(runAs, 'test', ['-x', dataDir]))) return realpath(dataDir);
  const name = createHash('sha256').update(dataDir).digest('hex').slice(0, 16);
  const homeDir = join(systemDir, `data-${name}`);
  say(`PostgreSQL cannot enter ${dataDir} as another user than root: its data is kept in ${homeDir}.`);
  await makeHome(homeDir, runAs);
  return homeDir;
}
