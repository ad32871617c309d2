import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import Type, { type Static } from 'typebox';
import { Compile } from 'typebox/compile';

/** A folder for backups, and the file of the key that seals them. */
export type BackupPlaces = { readonly folder: string; readonly keyFile: string };

/** What stands beside each base backup, unsealed: nothing in it is secret. */
const Manifest = Type.Object({
  name: Type.String(),
  /** Of PostgreSQL: a cluster is only opened by the same. */
  major: Type.Integer(),
  /** Tells clusters apart. */
  systemIdentifier: Type.String(),
  /** First file of the log that a recovery needs. */
  startWal: Type.String({ pattern: '^[0-9A-F]{24}$' }),
  startedAt: Type.String(),
  /** The earliest moment that can be restored from it. */
  endedAt: Type.String(),
  /** What PostgreSQL wants to find as backup_label. */
  label: Type.String(),
});
export type Manifest = Static<typeof Manifest>;

const validator = Compile(Manifest);

export const manifestFile = 'manifest.json';
export const baseFile = 'base.sealed';

export function walFolderOf({ folder }: BackupPlaces): string {
  return path.join(folder, 'wal');
}

export function baseFolderOf({ folder }: BackupPlaces, name: string): string {
  return path.join(folder, 'base', name);
}

/** Whole base backups, oldest first. One that was broken off has no manifest. */
export async function listBackups(places: BackupPlaces): Promise<Manifest[]> {
  const names = await readdir(path.join(places.folder, 'base')).catch(() => []);
  const found = await Promise.all(
    names.map(async (name) => {
      const text = await readFile(path.join(baseFolderOf(places, name), manifestFile), 'utf8').catch(() => undefined);
      const manifest: unknown = text === undefined ? undefined : JSON.parse(text);
      return validator.Check(manifest) ? [manifest] : [];
    }),
  );
  return found.flat().toSorted((a, b) => a.endedAt.localeCompare(b.endedAt));
}

const walCommand = fileURLToPath(new URL('wal-command.ts', import.meta.url));

/** Settings of a server that hands every file of its log to the backups. Quiet minutes too, so that little is ever lost. */
export function archiveSettings(places: BackupPlaces): Record<string, string> {
  return {
    archive_mode: 'on',
    archive_timeout: '60',
    archive_command: commandLine(['put', places.keyFile, walFolderOf(places), '%p', '%f']),
  };
}

/** Settings of a server that is to come back as it was; `latest` is all that was archived. */
export function recoverySettings(places: BackupPlaces, to: string): Record<string, string> {
  return {
    restore_command: commandLine(['get', places.keyFile, walFolderOf(places), '%f', '%p']),
    // Of the two ways to write UTC, it does not know the one that we say.
    recovery_target_time: to === 'latest' ? '' : to.replace(/Z$/, '+00:00'),
    recovery_target_action: 'promote',
    recovery_target_timeline: 'latest',
  };
}

/** PostgreSQL gives it to a shell; `%` of our own is doubled, as it asks. */
function commandLine(args: readonly string[]): string {
  return [process.execPath, walCommand, ...args]
    .map((arg) => (/^%[fp]$/.test(arg) ? `"${arg}"` : `'${arg.replaceAll('%', '%%').replaceAll("'", `'\\''`)}'`))
    .join(' ');
}
