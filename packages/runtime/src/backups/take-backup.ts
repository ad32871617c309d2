import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import { StartRefusal } from '../embedded-postgres/start-refusal.ts';
import {
  baseFile,
  baseFolderOf,
  listBackups,
  manifestFile,
  walFolderOf,
  type BackupPlaces,
  type Manifest,
} from './backup-places.ts';
import { readBackupKey } from './backup-key.ts';
import { sealInto, type BackupKey } from './sealed-file.ts';

type Request = {
  /** Of a role that may read everything: a superuser. */
  readonly adminUrl: string;
  readonly places: BackupPlaces;
  /** Files without which the database is of no use, by name: sealed beside it. */
  readonly files: Readonly<Record<string, string>>;
  /** Base backups that stay; older ones go, with the log that only they need. */
  readonly keep: number;
};

/** Contents that PostgreSQL makes anew, or that belong to the running server. */
const leftOut = [
  'pg_wal/*',
  'pg_replslot/*',
  'pg_dynshmem/*',
  'pg_notify/*',
  'pg_serial/*',
  'pg_snapshots/*',
  'pg_stat_tmp/*',
  'pg_subtrans/*',
  'postmaster.pid',
  'postmaster.opts',
  'backup_label*',
  'tablespace_map*',
];

/** Copies the whole cluster while it is at work, and waits until the log that belongs to the copy is archived. */
export async function takeBackup({ adminUrl, places, files, keep }: Request): Promise<Manifest> {
  const key = await readBackupKey(places.keyFile);
  const client = new pg.Client({ connectionString: adminUrl, application_name: 'safiri-backup' });
  client.on('error', () => undefined);
  await client.connect();
  try {
    const server = await askServer(client);
    const name = server.now.replaceAll(/[^0-9TZ]/g, '');
    const folder = baseFolderOf(places, name);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const start = await one<{ wal: string }>(client, `select pg_walfile_name(pg_backup_start('safiri', true)) as wal`);
    await sealCluster(server.folder, path.join(folder, baseFile), key);
    for (const [title, file] of Object.entries(files))
      await sealInto(path.join(folder, `${title}.sealed`), createReadStream(file), key);
    // An archive that stands still is said within a minute by PostgreSQL's own warning; longer than this nobody waits.
    await client.query(`set statement_timeout = '10min'`);
    const stop = await one<{ label: string; map: string; now: string }>(
      client,
      `select labelfile as label, spcmapfile as map, ${utcNow} as now from pg_backup_stop(true)`,
    );
    if (stop.map.trim() !== '') throw new StartRefusal('This backup does not copy tablespaces of their own.');
    const { major, systemIdentifier } = server;
    const manifest = {
      name,
      major,
      systemIdentifier,
      startWal: start.wal,
      startedAt: server.now,
      endedAt: stop.now,
      label: stop.label,
    };
    await writeFile(path.join(folder, manifestFile), JSON.stringify(manifest, null, 2), { mode: 0o600, flush: true });
    await forget(places, keep);
    return manifest;
  } finally {
    await client.end();
  }
}

const utcNow = `to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

async function askServer(
  client: pg.Client,
): Promise<{ folder: string; major: number; systemIdentifier: string; now: string }> {
  const server = await one<{ folder: string; major: number; systemIdentifier: string; now: string; archiving: string }>(
    client,
    `select current_setting('data_directory') as folder, current_setting('server_version_num')::int / 10000 as major,
            system_identifier::text as "systemIdentifier", ${utcNow} as now, current_setting('archive_mode') as archiving
       from pg_control_system()`,
  );
  if (server.archiving === 'off')
    throw new StartRefusal(
      'The database does not archive its log, so a backup could not be brought to any moment: start Safiri with SAFIRI_BACKUP_DIR, or set archive_mode of your own server (docs/backups.md).',
    );
  if ((await stat(path.join(server.folder, 'PG_VERSION')).catch(() => undefined)) === undefined)
    throw new StartRefusal(
      `${server.folder} cannot be read here: take the backup on the machine of the database, as the user whose files they are.`,
    );
  return server;
}

/** GNU tar ends with 1 when a file changed or went while it was read, which the log puts right. */
async function sealCluster(clusterDir: string, file: string, key: BackupKey): Promise<void> {
  const excludes = leftOut.map((each) => `--exclude=./${each}`);
  const tar = spawn('tar', ['-C', clusterDir, ...excludes, '-cf', '-', '.'], { stdio: ['ignore', 'pipe', 'pipe'] });
  let complaint = '';
  tar.stderr.on('data', (chunk: Buffer) => {
    complaint = `${complaint}${chunk.toString()}`.slice(-1_000);
  });
  const ended = once(tar, 'close');
  await sealInto(file, tar.stdout, key);
  const [code]: unknown[] = await ended;
  if (code === 0 || code === 1) return;
  await rm(file, { force: true });
  throw new Error(`tar could not read ${clusterDir}: ${complaint}`);
}

async function forget(places: BackupPlaces, keep: number): Promise<void> {
  const backups = await listBackups(places);
  const kept = backups.slice(-keep);
  const [oldest] = kept;
  if (oldest === undefined || kept.length === backups.length) return;
  for (const { name } of backups.slice(0, -keep)) await rm(baseFolderOf(places, name), { recursive: true });
  const needed = oldest.startWal.slice(8);
  for (const file of await readdir(walFolderOf(places)))
    // Timelines of restores are the first eight digits; of what is older than that place none is needed.
    if (/^[0-9A-F]{24}/.test(file) && file.slice(8, 24) < needed) await rm(path.join(walFolderOf(places), file));
}

async function one<Row extends pg.QueryResultRow>(client: pg.Client, text: string): Promise<Row> {
  const { rows } = await client.query<Row>(text);
  const [row] = rows;
  if (row === undefined) throw new Error('Bug: one row was asked for');
  return row;
}
