import { readFile } from 'node:fs/promises';

/** What became of a process's main thread in a run, each as cores: 0.3 and 0.6 say that it had a third of what it wanted. */
export type CoreUse = { readonly ran: number; readonly waited: number };

type Reading = { readonly ranNanoseconds: number; readonly waitedNanoseconds: number; readonly atMilliseconds: number };

/** Begins to watch a process; the answer ends it. Undefined where the system does not say (only Linux does). */
export async function watchCores(processId: number): Promise<() => Promise<CoreUse | undefined>> {
  const before = await readScheduler(processId);
  return async () => {
    const after = await readScheduler(processId);
    if (before === undefined || after === undefined) return undefined;
    const nanoseconds = (after.atMilliseconds - before.atMilliseconds) * 1e6;
    return {
      ran: (after.ranNanoseconds - before.ranNanoseconds) / nanoseconds,
      waited: (after.waitedNanoseconds - before.waitedNanoseconds) / nanoseconds,
    };
  };
}

/** Linux counts, for every thread, nanoseconds on a core and nanoseconds in the queue for one. */
async function readScheduler(processId: number): Promise<Reading | undefined> {
  const text = await readFile(`/proc/${processId}/schedstat`, 'utf8').catch(() => undefined);
  const [ranNanoseconds, waitedNanoseconds] = (text ?? '').split(' ').map(Number);
  if (ranNanoseconds === undefined || waitedNanoseconds === undefined) return undefined;
  return { ranNanoseconds, waitedNanoseconds, atMilliseconds: performance.now() };
}
