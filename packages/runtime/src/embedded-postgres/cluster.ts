import { randomBytes } from 'node:crypto';
import { readFile, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Binaries, programPath } from './binaries.ts';
import { type Places, clusterDirOf } from './places.ts';
import { type RunAs, callAs } from './run-as.ts';
import { runProgram } from './run-program.ts';
import { StartRefusal } from './start-refusal.ts';

/** The superuser of a new cluster; also the name of its first database. */
export const SUPERUSER = 'postgres';

type Request = {
  places: Places;
  runAs: RunAs;
  /** False for scratch servers: initdb does not wait for the disk. */
  durable: boolean;
  say: (sentence: string) => void;
};

/** Refuses a cluster that these binaries must not open; makes one when there is none. */
export async function ensureCluster(request: Request): Promise<void> {
  const clusterDir = clusterDirOf(request.places.homeDir);
  const entries = await readdir(clusterDir).catch(() => undefined);
  if (entries === undefined) return makeCluster(request);
  await refuseOtherOwner(clusterDir, request.runAs);
  await refuseOtherVersion(clusterDir, request.places.binaries);
}

/** Before anything is written: a folder given to another user cannot be opened, and says so best by name. */
export async function refuseOtherOwner(clusterDir: string, runAs: RunAs): Promise<void> {
  const found = await stat(clusterDir).catch(() => undefined);
  const expected = runAs.owner?.uid ?? process.getuid?.();
  if (found === undefined || expected === undefined || found.uid === expected) return;
  throw new StartRefusal(
    `The database in ${clusterDir} belongs to user ${found.uid}, but PostgreSQL would run as user ${expected}: ` +
      `start Safiri as user ${found.uid}, or give the folder back with chown -R ${expected} ${clusterDir}.`,
  );
}

async function refuseOtherVersion(clusterDir: string, { major: ours }: Binaries): Promise<void> {
  const text = await readFile(join(clusterDir, 'PG_VERSION'), 'utf8').catch(() => undefined);
  const major = Number.parseInt(text ?? '', 10);
  if (major === ours) return;
  if (Number.isNaN(major)) {
    throw new StartRefusal(
      `${clusterDir} holds something else than a database: name another folder with SAFIRI_DATA_DIR.`,
    );
  }
  const way =
    major > ours
      ? 'start the newer Safiri that made it'
      : `dump it with the older Safiri that made it, and load the dump into a new folder`;
  throw new StartRefusal(
    `The database in ${clusterDir} was made by PostgreSQL ${major}, and this Safiri brings PostgreSQL ${ours}: ` +
      `${way}, or name another folder with SAFIRI_DATA_DIR.`,
  );
}

const firstWithBuiltinLocales = 17;
const builtinLocale = ['--locale-provider=builtin', '--builtin-locale=C.UTF-8'];

/** Made aside and renamed: a cluster whose making was interrupted is thrown away at the next start. */
async function makeCluster({ places, runAs, durable, say }: Request): Promise<void> {
  const clusterDir = clusterDirOf(places.homeDir);
  const halfMade = `${clusterDir}.new`;
  await rm(halfMade, { recursive: true, force: true });
  say(`Making a new database in ${clusterDir}…`);
  const { exitCode, output } = await runProgram(
    callAs(runAs, programPath(places.binaries, 'initdb'), [
      `--pgdata=${halfMade}`,
      `--username=${SUPERUSER}`,
      '--encoding=UTF8',
      ...(places.binaries.major < firstWithBuiltinLocales ? [] : builtinLocale),
      '--locale=C.UTF-8',
      '--no-instructions',
      ...(durable ? [] : ['--no-sync']),
      ...(await authentication(places.homeDir)),
    ]),
  );
  if (exitCode !== 0) {
    await rm(halfMade, { recursive: true, force: true });
    throw new StartRefusal(`PostgreSQL could not make a database in ${clusterDir}: ${lastError(output)}`);
  }
  await rename(halfMade, clusterDir);
}

/**
 * With a Unix socket the folder's mode decides who may come in, so that nothing has to be kept secret. Windows has no
 * such folder: there the superuser has a random password, in a file beside the cluster.
 */
async function authentication(homeDir: string): Promise<string[]> {
  if (process.platform !== 'win32') return ['--auth=trust'];
  const file = passwordFile(homeDir);
  await writeFile(file, randomBytes(24).toString('base64url'), { mode: 0o600 });
  return ['--auth=scram-sha-256', `--pwfile=${file}`];
}

export function passwordFile(homeDir: string): string {
  return join(homeDir, 'superuser-password');
}

/** The line in which initdb or the server says what was wrong, without its prefix. */
export function lastError(output: string): string {
  const lines = output.split('\n').filter((line) => /\b(?:error|fatal|panic)\b:/i.test(line));
  return lines.at(-1)?.replace(/^.*?\b(?:error|fatal|panic):\s*/i, '') ?? (output.trim() || 'it said nothing');
}
