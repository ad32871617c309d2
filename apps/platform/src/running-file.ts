import { readFile, rm } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { writeSafely } from './secrets.ts';

/** Where a running product is, for commands beside it. Readable by its owner alone: it names the database. */
export type Running = { readonly adminUrl: string; readonly address: string; readonly processId: number };

export async function rememberRunning(dataDir: string, where: Omit<Running, 'processId'>): Promise<void> {
  await writeSafely(fileIn(dataDir), JSON.stringify({ ...where, processId: process.pid }));
}

export async function forgetRunning(dataDir: string): Promise<void> {
  await rm(fileIn(dataDir), { force: true });
}

/** The product that runs on this folder now, or undefined: a file left behind by a killed one does not count. */
export async function findRunning(dataDir: string): Promise<Running | undefined> {
  const text = await readFile(fileIn(dataDir), 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const said: unknown = JSON.parse(text);
  if (
    typeof said !== 'object' ||
    said === null ||
    !('adminUrl' in said) ||
    !('address' in said) ||
    !('processId' in said)
  )
    return undefined;
  const running = { adminUrl: String(said.adminUrl), address: String(said.address), processId: Number(said.processId) };
  return isAlive(running.processId) ? running : undefined;
}

function fileIn(dataDir: string): string {
  return path.join(dataDir, 'running.json');
}

export function isAlive(processId: number): boolean {
  try {
    process.kill(processId, 0);
  } catch {
    return false;
  }
  return !isWaitedFor(processId);
}

/** One that has ended, and whose end nobody has asked for yet, can still be signalled. Where there is no /proc, nobody can tell. */
function isWaitedFor(processId: number): boolean {
  try {
    return readFileSync(`/proc/${processId}/stat`, 'utf8').includes(') Z ');
  } catch {
    return false;
  }
}
