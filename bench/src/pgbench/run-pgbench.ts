import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { environmentOf } from '../config.ts';
import type { ScratchServer } from '../database/scratch-server.ts';
import { watchUse, type Use } from '../use/watch-use.ts';

export type PgbenchRun = {
  readonly program: string;
  readonly server: ScratchServer;
  readonly database: string;
  readonly scriptFile: string;
  readonly connections: number;
  readonly seconds: number;
};

export type PgbenchReport = {
  readonly latenciesMilliseconds: readonly number[];
  readonly perSecond: number;
  readonly use: Use;
};

/**
 * Each of its clients is a session of the server, which takes 120 with those of the product. Its rate has long stopped to
 * rise by then, so a run with more clients of ours is compared with one of these.
 */
export const mostClients = 64;

/** Runs a script with prepared statements and answers how long each transaction took. Throws when a client was aborted. */
export async function runPgbench(run: PgbenchRun): Promise<PgbenchReport> {
  const { folder, socketDir, postmasterId } = run.server;
  if (socketDir === undefined) throw new Error('npm run bench needs a machine with Unix sockets.');
  const logs = await mkdtemp(join(folder, 'pgbench-'));
  const stopWatching = await watchUse({ postmaster: postmasterId });
  const { stdout } = await promisify(execFile)(run.program, argumentsOf(run, { logs, socketDir }), {
    env: environmentOf({ LC_ALL: 'C' }),
    cwd: folder,
  });
  const use = await stopWatching();
  const latenciesMilliseconds = await readLatencies(logs);
  await rm(logs, { recursive: true });
  const failed = numberAfter('number of failed transactions: ', stdout);
  const processed = numberAfter('number of transactions actually processed: ', stdout);
  if (failed > 0 || processed === 0 || processed !== latenciesMilliseconds.length)
    throw new Error(`pgbench did not do its work:\n${stdout}`);
  return { latenciesMilliseconds, perSecond: numberAfter('tps = ', stdout), use };
}

function argumentsOf(run: PgbenchRun, { logs, socketDir }: { logs: string; socketDir: string }): string[] {
  const clients = Math.min(run.connections, mostClients);
  return [
    '--no-vacuum',
    '--protocol=prepared',
    `--time=${run.seconds}`,
    `--file=${run.scriptFile}`,
    `--client=${clients}`,
    `--jobs=${Math.min(clients, availableParallelism())}`,
    '--log',
    `--log-prefix=${join(logs, 'log')}`,
    `--host=${socketDir}`,
    '--port=5432',
    '--username=postgres',
    run.database,
  ];
}

function numberAfter(words: string, text: string): number {
  const found = text.split(words)[1];
  if (found === undefined) throw new Error(`pgbench did not say "${words}":\n${text}`);
  return Number.parseFloat(found);
}

async function readLatencies(logs: string): Promise<number[]> {
  const files = await readdir(logs);
  const texts = await Promise.all(files.map(async (file) => await readFile(join(logs, file), 'utf8')));
  return texts.flatMap(parseLatencies);
}

/** Lines of `client transaction microseconds …`. */
export function parseLatencies(log: string): number[] {
  const lines = log.split('\n').filter((line) => line !== '');
  return lines.map((line) => Number(line.split(' ')[2]) / 1_000);
}
