import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { StartRefusal } from './start-refusal.ts';

export type FolderClaim = { release(): void };

/** SQLite's SQLITE_BUSY. */
const LOCKED = 5;

/**
 * Makes this process the folder's only owner for as long as it lives, so that two starts at the same moment cannot
 * stop each other's server. Node has no file locks of its own, but its SQLite has: the operating system lets go of
 * them when the process ends, however it ends, which a file with a process number in it does not.
 */
export async function claimFolder(dataDir: string): Promise<FolderClaim> {
  const lockFile = join(dataDir, 'owner.lock');
  await refuseUnlessWritable(dataDir, lockFile);
  const database = new DatabaseSync(lockFile);
  try {
    database.exec('pragma busy_timeout = 0; begin exclusive');
  } catch (error) {
    database.close();
    if (error instanceof Error && 'errcode' in error && error.errcode === LOCKED) {
      throw new StartRefusal(
        `The data folder ${dataDir} is in use by another running Safiri: stop that one, or name another folder with SAFIRI_DATA_DIR.`,
      );
    }
    throw error;
  }
  return { release: () => database.close() };
}

async function refuseUnlessWritable(dataDir: string, lockFile: string): Promise<void> {
  try {
    await (await open(lockFile, 'a', 0o600)).close();
  } catch (error) {
    throw cannotWrite(dataDir, error);
  }
}

export function cannotWrite(dataDir: string, error: unknown): StartRefusal {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
  return new StartRefusal(
    `The data folder ${dataDir} cannot be written (${code}): make it writable for the user who starts Safiri, ` +
      'or name another folder with SAFIRI_DATA_DIR.',
    error,
  );
}
