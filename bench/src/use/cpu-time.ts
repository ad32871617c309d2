import { readdir, readFile } from 'node:fs/promises';

/** What Linux counts processor time in for other programs, whatever its own clock: USER_HZ. */
const ticksPerSecond = 100;

/** Processor time of a process, all its threads, since it began; undefined where the system does not say (only Linux does). */
export async function cpuSecondsOf(processId: number): Promise<number | undefined> {
  return (await readStat(processId))?.ownSeconds;
}

/**
 * Processor time of a process and its children, also of those that are gone: a server with a process a session loses none
 * when a session ends.
 */
export async function cpuSecondsOfFamily(processId: number): Promise<number | undefined> {
  const parent = await readStat(processId);
  if (parent === undefined) return undefined;
  const others = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  const stats = await Promise.all(others.map(readStat));
  const children = stats.filter((stat) => stat?.parentId === processId);
  return children.reduce((sum, child) => sum + (child?.ownSeconds ?? 0), parent.ownSeconds + parent.endedSeconds);
}

/** Processor time of the threads of that name in a process, which may have 15 characters. */
export async function cpuSecondsOfThread(processId: number, name: string): Promise<number | undefined> {
  const folder = `/proc/${processId}/task`;
  const threads = await readdir(folder).catch(() => []);
  const stats = await Promise.all(threads.map(async (thread) => await readStat(`${processId}/task/${thread}`)));
  const named = stats.filter((stat) => stat?.name === name);
  return named.length === 0 ? undefined : named.reduce((sum, stat) => sum + (stat?.ownSeconds ?? 0), 0);
}

type Stat = {
  readonly name: string;
  readonly parentId: number;
  readonly ownSeconds: number;
  /** Of children that ended. */
  readonly endedSeconds: number;
};

async function readStat(processId: number | string): Promise<Stat | undefined> {
  const text = await readFile(`/proc/${processId}/stat`, 'utf8').catch(() => undefined);
  return text === undefined ? undefined : parseStat(text);
}

/** Fields count from the state on: the name before it, in brackets, may contain anything. */
export function parseStat(text: string): Stat {
  const fields = text
    .slice(text.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number);
  const seconds = (first: number, second: number): number =>
    ((fields[first] ?? 0) + (fields[second] ?? 0)) / ticksPerSecond;
  const name = text.slice(text.indexOf('(') + 1, text.lastIndexOf(')'));
  return { name, parentId: fields[1] ?? 0, ownSeconds: seconds(11, 12), endedSeconds: seconds(13, 14) };
}
