import path from 'node:path';
import { rolesOf, SettingsError } from '@safiri/runtime';
import { archiveSettings, ensureBackupKey, restoreLimitMilliseconds, type BackupPlaces } from '@safiri/runtime/backups';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '@safiri/runtime/embedded-postgres';
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

/** The embedded server, with `beforeStart` for a restore. */
export async function startServer(
  settings: PlatformSettings,
  say: Say,
  beforeStart?: (clusterDir: string) => Promise<void>,
): Promise<EmbeddedPostgres> {
  const places = backupPlaces(settings);
  if (places !== undefined && (await ensureBackupKey(places.keyFile)))
    say(`Backups are sealed by ${places.keyFile}: keep a copy of it elsewhere, for without it none can be opened.`);
  return await startEmbeddedPostgres({
    dataDir: path.join(path.resolve(settings.SAFIRI_DATA_DIR), 'postgresql'),
    log: { info: say, error: say },
    ...(places === undefined ? {} : { settings: archiveSettings(places) }),
    ...(beforeStart === undefined ? {} : { beforeStart, recoveryLimitMilliseconds: restoreLimitMilliseconds }),
  });
}

/** Undefined where nobody wants backups. */
export function backupPlaces(settings: PlatformSettings): BackupPlaces | undefined {
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
