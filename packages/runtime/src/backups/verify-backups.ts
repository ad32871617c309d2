import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { Writable } from 'node:stream';
import { readBackupKey } from './backup-key.ts';
import { baseFolderOf, listBackups, walFolderOf, type BackupPlaces } from './backup-places.ts';
import { DamagedFile, openSealed, type BackupKey } from './sealed-file.ts';

export type Verified = {
  /** What is wrong, as sentences. */
  readonly faults: readonly string[];
  readonly backups: number;
  readonly walFiles: number;
};

/** Opens everything that a restore from the newest base backup on needs, and looks for gaps in the log after it. */
export async function verifyBackups(places: BackupPlaces): Promise<Verified> {
  const key = await readBackupKey(places.keyFile);
  const backups = await listBackups(places);
  const newest = backups.at(-1);
  if (newest === undefined) return { faults: [`There is no backup in ${places.folder}.`], backups: 0, walFiles: 0 };
  const faults: string[] = [];
  const folder = baseFolderOf(places, newest.name);
  for (const file of (await readdir(folder)).filter((name) => name.endsWith('.sealed')))
    faults.push(...(await faultsOf(path.join(folder, file), key)));
  const walFolder = walFolderOf(places);
  const names = (await readdir(walFolder).catch(() => [])).filter((name) => /^[0-9A-F]{24}$/.test(name)).toSorted();
  const needed = names.filter((name) => name.slice(8) >= newest.startWal.slice(8));
  for (const name of needed) faults.push(...(await faultsOf(path.join(walFolder, name), key)));
  return { faults: [...faults, ...gaps(needed, newest.startWal)], backups: backups.length, walFiles: needed.length };
}

/** Segments of 16 MiB: 256 of them make one number of the middle eight digits. Where a restore branched off, another timeline goes on. */
export function gaps(names: readonly string[], startWal: string): string[] {
  const places = [...new Set(names.map(placeOf))].toSorted((a, b) => a - b);
  const start = placeOf(startWal);
  if (places[0] !== start) return [`The log begins after the backup: ${startWal} is not there.`];
  return places.flatMap((place, index) =>
    index > 0 && place !== (places[index - 1] ?? 0) + 1 ? [`The log has a gap before ${nameOf(names, place)}.`] : [],
  );
}

function placeOf(name: string): number {
  return Number.parseInt(name.slice(8, 16), 16) * 256 + Number.parseInt(name.slice(16, 24), 16);
}

function nameOf(names: readonly string[], place: number): string {
  return names.find((name) => placeOf(name) === place) ?? '';
}

async function faultsOf(file: string, key: BackupKey): Promise<string[]> {
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  try {
    await openSealed(file, nowhere, key);
    return [];
  } catch (error) {
    if (error instanceof DamagedFile) return [error.message];
    throw error;
  }
}
