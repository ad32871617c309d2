import { execFile } from 'node:child_process';
import { chmod, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest';
import { assert } from '@safiri/kernel';
import { startPostgres15 } from '@safiri/testkit/postgres-servers';
import {
  archiveSettings,
  chooseBackup,
  ensureBackupKey,
  restoreLimitMilliseconds,
  takeBackup,
  unpackBackup,
  unsealFile,
  untilRecovered,
  verifyBackups,
  type BackupPlaces,
} from '../src/backups/index.ts';
import { gaps } from '../src/backups/verify-backups.ts';
import { connect } from '../src/database/connect.ts';
import { startEmbeddedPostgres } from '../src/embedded-postgres/index.ts';
import { readArchive } from '../src/telemetry/service-state.ts';

type Server = { readonly url: string; readonly exited?: Promise<{ sentence: string }>; stop(): Promise<void> };
type Start = (settings: Readonly<Record<string, string>>, fill?: (cluster: string) => Promise<void>) => Promise<Server>;

const never = new Promise<{ sentence: string }>(() => undefined);
/** Seconds on a quiet machine. PostgreSQL starts a Node for each file of its log, which takes long on a crowded one. */
const patience = 600_000;
const folders: string[] = [];
afterAll(async () => {
  for (const folder of folders) await rm(folder, { recursive: true, force: true });
});

async function freshFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'safiri-backup-'));
  folders.push(folder);
  return folder;
}

const start18: Start = async (settings, fill) => {
  const server = await startEmbeddedPostgres({
    dataDir: path.join(await freshFolder(), 'postgresql'),
    settings,
    log: { info: () => undefined, error: () => undefined },
    ...(fill === undefined ? {} : { beforeStart: fill, recoveryLimitMilliseconds: restoreLimitMilliseconds }),
  });
  return { url: server.connectionString, exited: server.exited, stop: async () => await server.stop() };
};

const start15: Start = async (settings, fill) => {
  const own = Object.entries(settings).map(([name, value]) => `${name}=${value}`);
  const server = await startPostgres15({ settings: own, ...(fill === undefined ? {} : { fill }) });
  if ('missing' in server) throw new Error(server.missing);
  return server;
};

const fifteen = inject('postgres15');
const servers = [
  { major: 18, start: start18, missing: '' },
  { major: 15, start: start15, missing: 'missing' in fifteen ? fifteen.missing : '' },
];

describe.skipIf(process.platform === 'win32').each(servers)('of PostgreSQL $major', ({ major, start, missing }) => {
  let places: BackupPlaces;
  let secret: string;
  let firstEnd: string;
  let moment: string;

  beforeAll(async () => {
    if (missing !== '') return;
    const folder = await freshFolder();
    places = { folder: path.join(folder, 'backups'), keyFile: path.join(folder, 'backup.key') };
    secret = path.join(folder, 'secrets.json');
    await writeFile(secret, '{"kept":"secret"}');
    assert(await ensureBackupKey(places.keyFile), 'the first call makes the key');
    assert(!(await ensureBackupKey(places.keyFile)), 'the second one leaves it alone');
    await openToPostgres(places, major);
    const server = await start(archiveSettings(places));
    const sale = async (name: string): Promise<void> => {
      await ask(server.url, `insert into sales values ('${name}')`);
    };
    await ask(server.url, 'create table sales (name text)');
    await sale('before');
    const backup = await takeBackup({ adminUrl: server.url, places, files: { 'secrets.json': secret }, keep: 2 });
    assert(backup.major === major, 'the backup says of which PostgreSQL it is');
    firstEnd = backup.endedAt;
    await sale('after the backup');
    // As a person writes it.
    const written = `to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;
    [moment = ''] = await ask(server.url, `select ${written} as value`);
    await sale('too late');
    // Its log is written out, as it is each minute.
    const [last = ''] = await ask(server.url, 'select pg_walfile_name(pg_current_wal_insert_lsn()) as value');
    await ask(server.url, 'select pg_switch_wal()::text as value');
    const archived = `select (last_archived_wal >= '${last}')::text as value from pg_stat_archiver`;
    await vi.waitFor(
      async () => assert((await ask(server.url, archived))[0] === 'true', 'the log is archived'),
      60_000,
    );
    // And gone, with everything on its disk.
    await server.stop();
  }, patience);

  test('a destroyed database comes back as it was at a moment', { timeout: patience }, async (context) => {
    context.skip(missing !== '', missing);
    const backup = await chooseBackup(places, 'latest');
    const server = await start(archiveSettings(places), async (clusterDir) => {
      await unpackBackup(places, backup, { clusterDir, to: moment });
    });
    await untilRecovered(server.url, server.exited ?? never);
    expect(await ask(server.url, 'select name as value from sales order by 1')).toEqual(['after the backup', 'before']);
    // It goes on as a database like any other, and can be backed up.
    await ask(server.url, `insert into sales values ('after the restore')`);
    const next = await takeBackup({ adminUrl: server.url, places, files: {}, keep: 2 });
    expect((await verifyBackups(places)).faults).toEqual([]);
    await saysSinceWhenArchivingFails(server.url, places);
    await server.stop();
    expect((await chooseBackup(places, 'latest')).name).toBe(next.name);
    expect((await chooseBackup(places, firstEnd)).name).toBe(backup.name);
    await expect(chooseBackup(places, '2020-01-01T00:00:00Z')).rejects.toThrow(/nothing before that can be restored/);
  });

  test('another database does not write over the log of this one', async (context) => {
    context.skip(missing !== '', missing);
    const [name = ''] = (await readdir(path.join(places.folder, 'wal'))).filter((each) => /^[0-9A-F]{24}$/.test(each));
    const other = path.join(await freshFolder(), name);
    await writeFile(other, 'the log of another database');
    const put = promisify(execFile)(process.execPath, [
      path.join(import.meta.dirname, '../src/backups/wal-command.ts'),
      'put',
      places.keyFile,
      path.join(places.folder, 'wal'),
      other,
      name,
    ]);
    await expect(put).rejects.toThrow(/is of another database/);
  });

  test('nothing in a backup can be read, or is believed when it was changed', async (context) => {
    context.skip(missing !== '', missing);
    const backup = await chooseBackup(places, firstEnd);
    const target = path.join(await freshFolder(), 'secrets.json');
    await unsealFile(places, { backup, title: 'secrets.json', target });
    expect(await readFile(target, 'utf8')).toBe('{"kept":"secret"}');

    const newest = await chooseBackup(places, 'latest');
    const base = path.join(places.folder, 'base', newest.name, 'base.sealed');
    const sealed = await readFile(base);
    expect(sealed.includes('PG_VERSION')).toBe(false);
    sealed[sealed.length >> 1] = (sealed[sealed.length >> 1] ?? 0) ^ 1;
    await writeFile(base, sealed);
    expect((await verifyBackups(places)).faults).toEqual([expect.stringMatching(/base.sealed is damaged/)]);
    const clusterDir = path.join(await freshFolder(), 'cluster');
    await expect(unpackBackup(places, newest, { clusterDir, to: 'latest' })).rejects.toThrow(/is damaged/);
    expect(await stat(clusterDir).catch(() => undefined)).toBeUndefined();
  });
});

test('a gap in the log is named, also over the end of its numbers', () => {
  const wal = (place: string): string => `00000001${place}`;
  expect(
    gaps([wal('00000000000000FE'), wal('00000000000000FF'), wal('0000000100000000')], wal('00000000000000FE')),
  ).toEqual([]);
  expect(gaps([wal('0000000000000003'), wal('0000000000000005')], wal('0000000000000003'))).toEqual([
    'The log has a gap before 000000010000000000000005.',
  ]);
  expect(gaps([wal('0000000000000004')], wal('0000000000000003'))).toEqual([
    'The log begins after the backup: 000000010000000000000003 is not there.',
  ]);
});

/** What the alert LogNotArchived goes by. */
async function saysSinceWhenArchivingFails(url: string, { keyFile }: BackupPlaces): Promise<void> {
  const db = connect({ connectionString: url, schema: 'public' });
  const failing = async (): Promise<number | undefined> => {
    const [measured] = await db.kysely.transaction().execute(async (tx) => await readArchive(tx));
    return measured?.value;
  };
  try {
    expect(await failing()).toBe(0);
    await rename(keyFile, `${keyFile}.lost`);
    await ask(url, `insert into sales values ('not archived')`);
    await ask(url, 'select pg_switch_wal()::text as value');
    await vi.waitFor(async () => expect(await failing()).toBeGreaterThan(0), 60_000);
    await rename(`${keyFile}.lost`, keyFile);
  } finally {
    await db.close();
  }
}

async function ask(url: string, text: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ value: string }>(text);
    return rows.map((row) => row.value);
  } finally {
    await client.end();
  }
}

/** Debian's server runs as a user of its own, who archives. */
async function openToPostgres({ folder, keyFile }: BackupPlaces, major: number): Promise<void> {
  if (major !== 15 || process.getuid?.() !== 0) return;
  const parent = path.dirname(folder);
  await chmod(parent, 0o711);
  await promisify(execFile)('install', ['-d', '-o', 'postgres', '-m', '700', folder, path.join(folder, 'wal')]);
  await promisify(execFile)('chown', ['postgres', keyFile]);
  expect((await readdir(parent)).length).toBeGreaterThan(1);
}
