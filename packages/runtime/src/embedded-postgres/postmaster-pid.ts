import { readFile, readlink, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { runProgram, succeeds } from './run-program.ts';

/**
 * What postmaster.pid in a data folder says about the process it names:
 * - `none`: there is no such file, or nothing lives under that number;
 * - `server`: it is the server of this very folder;
 * - `stranger`: the number has since gone to another program, or to a dead process nobody has reaped.
 */
export type NamedProcess = { kind: 'none' } | { kind: 'server' | 'stranger'; pid: number };

export async function inspectPostmaster(clusterDir: string, pgCtl: string): Promise<NamedProcess> {
  const pid = await readPid(clusterDir);
  if (pid === undefined || !isAlive(pid)) return { kind: 'none' };
  return { kind: (await isServerOf(pid, { clusterDir, pgCtl })) ? 'server' : 'stranger', pid };
}

async function readPid(clusterDir: string): Promise<number | undefined> {
  const text = await readFile(join(clusterDir, 'postmaster.pid'), 'utf8').catch(() => '');
  // The first line is the process; PostgreSQL writes it negative when it runs without clients.
  const pid = Math.abs(Number.parseInt(text.split('\n')[0] ?? '', 10));
  return Number.isInteger(pid) && pid > 0 ? pid : undefined;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it lives, but belongs to another user.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

type Place = { clusterDir: string; pgCtl: string };

async function isServerOf(pid: number, { clusterDir, pgCtl }: Place): Promise<boolean> {
  if (process.platform === 'win32') return succeeds({ program: pgCtl, args: ['status', '-D', clusterDir] });
  if (process.platform === 'linux') return isServerByProc(pid, clusterDir);
  const { output } = await runProgram({ program: 'ps', args: ['-ww', '-o', 'stat=,command=', '-p', String(pid)] });
  return !output.trimStart().startsWith('Z') && output.includes('postgres') && output.includes(clusterDir);
}

/** A server makes its data folder its working folder; a zombie has none any more. */
async function isServerByProc(pid: number, clusterDir: string): Promise<boolean> {
  const workingDir = await readlink(`/proc/${pid}/cwd`).catch(() => undefined);
  return workingDir !== undefined && workingDir === (await realpath(clusterDir));
}
