import { existsSync } from 'node:fs';
import path from 'node:path';
import { rolesOf, SettingsError } from '@safiri/runtime';
import { archiveSettings, ensureBackupKey, restoreLimitMilliseconds, type BackupPlaces } from '@safiri/runtime/backups';
import {
  findDebianBinaries,
  startEmbeddedPostgres,
  type EmbeddedPostgres,
  type EmbeddedPostgresOptions,
} from '@safiri/runtime/embedded-postgres';
import type { PlatformSettings } from './config.ts';
import type { Secrets } from './secrets.ts';

/** Where the platform's database is, for migrations and for each running role. */
export type OpenDatabase = {
  readonly adminUrl: string;
  readonly urlOf: (schema: string) => string;
  /** Settles when an embedded server has ended, also by itself. */
  readonly ended: Promise<void> | undefined;
  close(): Promise<void>;
};

type Say = (sentence: string) => void;

/** The embedded server in the data folder, or a server of one's own when its two addresses are set. */
export async function openDatabase(settings: PlatformSettings, secrets: Secrets, say: Say): Promise<OpenDatabase> {
  const { MIGRATION_DATABASE_URL: adminUrl, DATABASE_URL: serviceUrl } = settings;
  if ((adminUrl === undefined) !== (serviceUrl === undefined)) {
    throw new SettingsError([
      'MIGRATION_DATABASE_URL and DATABASE_URL belong together: set both for a server of your own, or neither for the embedded one',
    ]);
  }
  if (adminUrl !== undefined && serviceUrl !== undefined) {
    return {
      adminUrl,
      urlOf: (schema) => asRole(serviceUrl, schema, secrets),
      ended: undefined,
      close: async () => undefined,
    };
  }
  const server = await startServer(settings, say);
  return {
    adminUrl: server.connectionString,
    urlOf: (schema) => asRole(server.connectionString, schema, secrets),
    ended: server.exited.then(() => undefined),
    close: async () => await server.stop(),
  };
}

/** Whether there is one already: a server of one's own, or a cluster that an earlier start made. */
export function hasDatabase({ MIGRATION_DATABASE_URL: adminUrl, SAFIRI_DATA_DIR: dataDir }: PlatformSettings): boolean {
  return adminUrl !== undefined || existsSync(path.join(dataDir, 'postgresql', 'cluster', 'PG_VERSION'));
}

export type Restoring = {
  /** Of the PostgreSQL that the backup is of: a cluster runs on Debian's. */
  readonly major: number;
  readonly layOut: (clusterDir: string) => Promise<void>;
};

/** The embedded server, on what a restore lays out where there is one. */
export async function startServer(
  settings: PlatformSettings,
  say: Say,
  restoring?: Restoring,
): Promise<EmbeddedPostgres> {
  return await startEmbeddedPostgres({
    dataDir: path.join(path.resolve(settings.SAFIRI_DATA_DIR), 'postgresql'),
    log: { info: say, error: say },
    settings: {
      ...(await archivingSettings(backupPlaces(settings), say)),
      // Nobody reads while it recovers; else it would ask for the connections that a cluster's server has.
      ...(restoring === undefined ? {} : { hot_standby: 'off' }),
    },
    ...(restoring === undefined ? {} : await restoringOptions(restoring)),
  });
}

async function restoringOptions({
  major,
  layOut,
}: Restoring): Promise<Pick<EmbeddedPostgresOptions, 'beforeStart' | 'recoveryLimitMilliseconds' | 'binaries'>> {
  const debian = await findDebianBinaries();
  return {
    beforeStart: layOut,
    recoveryLimitMilliseconds: restoreLimitMilliseconds,
    ...(debian?.major === major ? { binaries: debian } : {}),
  };
}

/** What has a server archive its log; makes the key where there is none. */
export async function archivingSettings(
  places: BackupPlaces | undefined,
  say: Say,
): Promise<Readonly<Record<string, string>>> {
  if (places === undefined) return {};
  if (await ensureBackupKey(places.keyFile))
    say(`Backups are sealed by ${places.keyFile}: keep a copy of it elsewhere, for without it none can be opened.`);
  return archiveSettings(places);
}

type BackupSettings = Pick<PlatformSettings, 'SAFIRI_BACKUP_DIR' | 'SAFIRI_BACKUP_KEY_FILE' | 'SAFIRI_DATA_DIR'>;

/** Undefined where nobody wants backups. */
export function backupPlaces(settings: BackupSettings): BackupPlaces | undefined {
  const { SAFIRI_BACKUP_DIR: folder, SAFIRI_BACKUP_KEY_FILE: keyFile, SAFIRI_DATA_DIR: dataDir } = settings;
  if (folder === undefined) return undefined;
  return { folder: path.resolve(folder), keyFile: path.resolve(keyFile ?? path.join(dataDir, 'backup.key')) };
}

/** The database of a product that is running already; closing leaves it alone. */
export function servedDatabase(adminUrl: string, secrets: Secrets): OpenDatabase {
  return {
    adminUrl,
    urlOf: (schema) => asRole(adminUrl, schema, secrets),
    ended: undefined,
    close: async () => undefined,
  };
}

export function asRole(address: string, schema: string, secrets: Secrets): string {
  const url = new URL(address);
  url.username = rolesOf(schema).running;
  url.password = secrets.databasePasswords[schema] ?? '';
  return url.href;
}
