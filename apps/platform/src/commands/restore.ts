import { mkdir, rename, stat } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { systemClock } from '@safiri/kernel';
import { SettingsError } from '@safiri/runtime';
import {
  chooseBackup,
  unpackBackup,
  unsealFile,
  untilRecovered,
  type BackupPlaces,
  type Manifest,
} from '@safiri/runtime/backups';
import { StartRefusal } from '@safiri/runtime/embedded-postgres';
import { processEnvironment } from '@safiri/runtime/process';
import { readPlatformSettings, type PlatformSettings } from '../config.ts';
import { exitSentence } from '../exit-sentence.ts';
import { backupPlaces, startServer } from '../open-database.ts';
import { findRunning } from '../running-file.ts';

const use = 'Use: npm run restore -- --to 2026-11-23T08:30:00Z (or latest), and --into FOLDER for a server of your own';
const tell = (sentence: string): void => {
  process.stdout.write(`${sentence}\n`);
};

try {
  const { values } = parseArgs({ options: { to: { type: 'string' }, into: { type: 'string' } } });
  const to = momentOf(values.to);
  const settings = readPlatformSettings(processEnvironment());
  const places = backupPlaces(settings);
  if (places === undefined)
    throw new SettingsError(['SAFIRI_BACKUP_DIR is not set: it names the folder of the backups']);
  const backup = await chooseBackup(places, to);
  if (values.into !== undefined) await layOut(values.into, places, { backup, to });
  else await restoreEmbedded(settings, places, { backup, to });
} catch (error) {
  const sentence = exitSentence(error);
  if (sentence === undefined) throw error;
  process.stderr.write(`${sentence}\n`);
  process.exitCode = 1;
}

function momentOf(text: string | undefined): string {
  if (text === 'latest') return text;
  if (text === undefined || !/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/.test(text))
    throw new StartRefusal(`${use}.`);
  return text;
}

type Wish = { readonly backup: Manifest; readonly to: string };

/** For a server of one's own, which somebody else starts. */
async function layOut(into: string, places: BackupPlaces, { backup, to }: Wish): Promise<void> {
  const clusterDir = path.resolve(into);
  if ((await stat(clusterDir).catch(() => undefined)) !== undefined)
    throw new StartRefusal(`${clusterDir} is there already: name a folder that is not.`);
  await unpackBackup(places, backup, { clusterDir, to });
  tell(
    `${clusterDir} is laid out from ${backup.name}: start PostgreSQL ${backup.major} on it, and it comes to ${to} by itself.`,
  );
}

/** What was there before is kept beside it, and put back when the restore fails. */
async function restoreEmbedded(settings: PlatformSettings, places: BackupPlaces, { backup, to }: Wish): Promise<void> {
  const dataDir = path.resolve(settings.SAFIRI_DATA_DIR);
  if ((await findRunning(dataDir)) !== undefined) throw new StartRefusal('Safiri runs on this folder: stop it first.');
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const secrets = path.join(dataDir, 'secrets.json');
  if ((await stat(secrets).catch(() => undefined)) === undefined)
    await unsealFile(places, { backup, title: 'secrets.json', target: secrets });
  const stamp = systemClock
    .now()
    .toISOString()
    .replaceAll(/[^0-9TZ]/g, '');
  let moved: { clusterDir: string; before: string | undefined } | undefined;
  tell(`Restoring ${backup.name} and the log after it, to ${to}…`);
  try {
    const layOutHere = async (clusterDir: string): Promise<void> => {
      const before =
        (await stat(clusterDir).catch(() => undefined)) === undefined ? undefined : `${clusterDir}.before-${stamp}`;
      if (before !== undefined) await rename(clusterDir, before);
      moved = { clusterDir, before };
      const lastWal = before === undefined ? {} : { lastWal: path.join(before, 'pg_wal') };
      await unpackBackup(places, backup, { clusterDir, to, ...lastWal });
    };
    const server = await startServer(settings, tell, { major: backup.major, layOut: layOutHere });
    try {
      await untilRecovered(server.connectionString, server.exited);
    } finally {
      await server.stop();
    }
  } catch (error) {
    if (moved !== undefined) await putBack(moved, stamp);
    throw error;
  }
  const kept =
    moved?.before === undefined ? '' : ` What was there before is in ${moved.before}: remove it when you are sure.`;
  tell(`The database is as it was at ${to}. Start Safiri as always.${kept}`);
}

async function putBack(
  { clusterDir, before }: { clusterDir: string; before: string | undefined },
  stamp: string,
): Promise<void> {
  if ((await stat(clusterDir).catch(() => undefined)) !== undefined)
    await rename(clusterDir, `${clusterDir}.failed-${stamp}`);
  if (before !== undefined) await rename(before, clusterDir);
  process.stderr.write('Nothing was restored: what was there before is in its place again.\n');
}
