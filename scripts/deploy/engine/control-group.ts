import { existsSync, mkdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export type Limits = { readonly memoryBytes?: number; readonly processors?: number };

/** What a container may use, kept by the kernel. */
export type ControlGroup = {
  /** Where a process writes 0 to be in it, with all that it starts. */
  readonly doors: readonly string[];
  /** The limit as the kernel has it. */
  memoryBytes(): number;
  /** How many processes were killed because there was no more. */
  killed(): number;
  /** The kernel takes a moment until it believes that everybody has left. */
  remove(): void;
};

const mounted = '/sys/fs/cgroup';
/** The kernel divides time into tenths of a second. */
const periodMicroseconds = 100_000;

/** Both ways of the kernel: one tree for each resource, as it was, or one for all. */
export function makeControlGroup(name: string, { memoryBytes, processors }: Limits): ControlGroup {
  const unified = existsSync(join(mounted, 'cgroup.controllers'));
  const memory = join(mounted, unified ? '' : 'memory', name);
  const time = join(mounted, unified ? '' : 'cpu', name);
  const folders = [...new Set([memory, time])];
  for (const folder of folders) mkdirSync(folder, { recursive: true });
  const limitFile = join(memory, unified ? 'memory.max' : 'memory.limit_in_bytes');
  if (memoryBytes !== undefined) writeFileSync(limitFile, String(memoryBytes));
  if (processors !== undefined) {
    const quota = String(Math.round(processors * periodMicroseconds));
    if (unified) writeFileSync(join(time, 'cpu.max'), `${quota} ${periodMicroseconds}`);
    else writeFileSync(join(time, 'cpu.cfs_quota_us'), quota);
  }
  return {
    doors: folders.map((folder) => join(folder, 'cgroup.procs')),
    memoryBytes: () => Number(readFileSync(limitFile, 'utf8')),
    killed: () => {
      const text = readFileSync(join(memory, unified ? 'memory.events' : 'memory.oom_control'), 'utf8');
      return Number(/^oom_kill (?<count>\d+)$/m.exec(text)?.groups?.['count'] ?? 0);
    },
    remove: () => {
      for (const folder of folders.filter((each) => existsSync(each))) rmdirSync(folder);
    },
  };
}
