import path from 'node:path';
import { SettingsError } from '@safiri/runtime';
import { listBackups, takeBackup, verifyBackups, type BackupPlaces } from '@safiri/runtime/backups';
import { processEnvironment } from '@safiri/runtime/process';
import { readPlatformSettings, type PlatformSettings } from '../config.ts';
import { exitSentence } from '../exit-sentence.ts';
import { backupPlaces, startServer } from '../open-database.ts';
import { findRunning } from '../running-file.ts';

const [verb = 'take'] = process.argv.slice(2);

const tell = (sentence: string): void => {
  process.stdout.write(`${sentence}\n`);
};

try {
  const settings = readPlatformSettings(processEnvironment());
  const places = backupPlaces(settings);
  if (places === undefined) throw new SettingsError(['SAFIRI_BACKUP_DIR is not set: it names the folder for backups']);
  if (verb === 'take') await take(settings, places);
  else if (verb === 'verify') await verify(places);
  else if (verb === 'list') await list(places);
  else {
    process.stderr.write('Use: npm run backup, npm run backup -- verify, or npm run backup -- list\n');
    process.exitCode = 2;
  }
} catch (error) {
  const sentence = exitSentence(error);
  if (sentence === undefined) throw error;
  process.stderr.write(`${sentence}\n`);
  process.exitCode = 1;
}

/** Of the product that runs, of a server of one's own, or of the embedded one, started for this. */
async function take(settings: PlatformSettings, places: BackupPlaces): Promise<void> {
  const dataDir = path.resolve(settings.SAFIRI_DATA_DIR);
  const running = settings.MIGRATION_DATABASE_URL ?? (await findRunning(dataDir))?.adminUrl;
  const server = running === undefined ? await startServer(settings, tell) : undefined;
  try {
    const adminUrl = running ?? server?.connectionString ?? '';
    const files = { 'secrets.json': path.join(dataDir, 'secrets.json') };
    const { name, endedAt } = await takeBackup({ adminUrl, places, files, keep: settings.SAFIRI_BACKUP_KEEP });
    tell(`Backup ${name} is in ${places.folder}. Every moment from ${endedAt} on can be restored.`);
  } finally {
    await server?.stop();
  }
}

async function verify(places: BackupPlaces): Promise<void> {
  const { faults, backups, walFiles } = await verifyBackups(places);
  for (const fault of faults) tell(fault);
  tell(
    faults.length === 0
      ? `The newest of ${backups} backups and ${walFiles} files of the log after it are whole.`
      : `${faults.length} faults: docs/backups.md says what to do.`,
  );
  process.exitCode = faults.length === 0 ? 0 : 1;
}

async function list(places: BackupPlaces): Promise<void> {
  for (const { name, endedAt, major } of await listBackups(places))
    tell(`${name}  PostgreSQL ${major}  every moment from ${endedAt} on`);
}
