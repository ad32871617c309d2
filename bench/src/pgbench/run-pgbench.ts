import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { environmentOf } from '../config.ts';

export type PgbenchRun = {
  readonly program: string;
  readonly socketDir: string;
  readonly database: string;
  readonly scriptFile: string;
  readonly connections: number;
  readonly seconds: number;
  /** For its log of every transaction. */
  readonly folder: string;
};

export type PgbenchReport = { readonly latenciesMilliseconds: readonly number[]; readonly perSecond: number };

/** Runs a script with prepared statements and answers how long each transaction took. Throws when a client was aborted. */
export async function runPgbench(run: PgbenchRun): Promise<PgbenchReport> {
  const logs = await mkdtemp(join(run.folder, 'pgbench-'));
  const { stdout } = await promisify(execFile)(run.program, argumentsOf(run, logs), {
    env: environmentOf({ LC_ALL: 'C' }),
    cwd: run.folder,
  });
  const latenciesMilliseconds = await readLatencies(logs);
  await rm(logs, { recursive: true });
  const report = { latenciesMilliseconds, perSecond: numberAfter('tps = ', stdout) };
  const failed = numberAfter('number of failed transactions: ', stdout);
  const processed = numberAfter('number of transactions actually processed: ', stdout);
  if (failed > 0 || processed === 0 || processed !== latenciesMilliseconds.length)
    throw new Error(`pgbench did not do its work:\n${stdout}`);
  return report;
}

function argumentsOf(run: PgbenchRun, logs: string): string[] {
  const threads = Math.min(run.connections, availableParallelism());
  return [
    '--no-vacuum',
    '--protocol=prepared',
    `--time=${run.seconds}`,
    `--file=${run.scriptFile}`,
    `--client=${run.connections}`,
    `--jobs=${threads}`,
    '--log',
    `--log-prefix=${join(logs, 'log')}`,
    `--host=${run.socketDir}`,
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
