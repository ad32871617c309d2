import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { appendFile, cp, mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { StartRefusal } from '../embedded-postgres/start-refusal.ts';
import { readBackupKey } from './backup-key.ts';
import {
  baseFile,
  baseFolderOf,
  listBackups,
  recoverySettings,
  type BackupPlaces,
  type Manifest,
} from './backup-places.ts';
import { openSealed, type BackupKey } from './sealed-file.ts';

/** The newest base backup that had ended before that moment. `to` is an instant in ISO 8601, or `latest`. */
export async function chooseBackup(places: BackupPlaces, to: string): Promise<Manifest> {
  const backups = await listBackups(places);
  const chosen = backups.findLast(({ endedAt }) => to === 'latest' || Date.parse(endedAt) <= Date.parse(to));
  if (chosen !== undefined) return chosen;
  const [first] = backups;
  throw new StartRefusal(
    first === undefined
      ? `There is no backup in ${places.folder}.`
      : `The first backup ended at ${first.endedAt}: nothing before that can be restored.`,
  );
}

/**
 * Lays a cluster out in `clusterDir`, which must not be there, so that PostgreSQL brings it to that moment at its next
 * start. `lastWal` is a folder with files of the log that were not archived any more, if the old cluster still has them.
 */
export async function unpackBackup(
  places: BackupPlaces,
  backup: Manifest,
  { clusterDir, to, lastWal }: { clusterDir: string; to: string; lastWal?: string },
): Promise<void> {
  const key = await readBackupKey(places.keyFile);
  const half = `${clusterDir}.restoring`;
  await rm(half, { recursive: true, force: true });
  await mkdir(half, { recursive: true, mode: 0o700 });
  try {
    await unpackCluster(path.join(baseFolderOf(places, backup.name), baseFile), half, key);
    await writeFile(path.join(half, 'backup_label'), backup.label);
    await writeFile(path.join(half, 'recovery.signal'), '');
    if (lastWal !== undefined) await copyLog(lastWal, path.join(half, 'pg_wal'));
    const settings = Object.entries(recoverySettings(places, to));
    const lines = settings.map(([name, value]) => `${name} = '${value.replaceAll("'", "''")}'\n`);
    await appendFile(path.join(half, 'postgresql.auto.conf'), `\n${lines.join('')}`);
    await takeOwner(half);
    await rename(half, clusterDir);
  } catch (error) {
    await rm(half, { recursive: true, force: true });
    throw error;
  }
}

/** A file that was sealed beside the cluster. */
export async function unsealFile(
  places: BackupPlaces,
  { backup, title, target }: { backup: Manifest; title: string; target: string },
): Promise<void> {
  const key = await readBackupKey(places.keyFile);
  const draft = `${target}.restoring`;
  await openSealed(
    path.join(baseFolderOf(places, backup.name), `${title}.sealed`),
    createWriteStream(draft, { mode: 0o600 }),
    key,
  );
  await rename(draft, target);
}

async function unpackCluster(file: string, folder: string, key: BackupKey): Promise<void> {
  const tar = spawn('tar', ['-C', folder, '-xpf', '-'], { stdio: ['pipe', 'ignore', 'pipe'] });
  let complaint = '';
  tar.stderr.on('data', (chunk: Buffer) => {
    complaint = `${complaint}${chunk.toString()}`.slice(-1_000);
  });
  const ended = once(tar, 'close');
  await openSealed(file, tar.stdin, key);
  const [code]: unknown[] = await ended;
  if (code !== 0) throw new Error(`tar could not write ${folder}: ${complaint}`);
}

/** What is archived as well is the same; what is not would else be lost. */
async function copyLog(from: string, to: string): Promise<void> {
  const names = (await readdir(from).catch(() => [])).filter((name) => /^[0-9A-F]{24}$/.test(name));
  for (const name of names) await cp(path.join(from, name), path.join(to, name), { preserveTimestamps: true });
}

/** Files written here belong to whom the cluster belongs, as root's extraction has left it. */
async function takeOwner(folder: string): Promise<void> {
  const { uid, gid } = await stat(path.join(folder, 'PG_VERSION'));
  if (process.getuid?.() !== 0 || uid === 0) return;
  const chown = spawn('chown', ['-R', `${uid}:${gid}`, folder], { stdio: 'ignore' });
  await once(chown, 'close');
}
