import { readFile } from 'node:fs/promises';

/** What a process has in memory now; undefined where the system does not say (only Linux does). */
export async function memoryBytesOf(processId: number): Promise<number | undefined> {
  const text = await readFile(`/proc/${processId}/status`, 'utf8').catch(() => '');
  const kibibytes = /^VmRSS:\s+(\d+) kB$/m.exec(text)?.[1];
  return kibibytes === undefined ? undefined : Number(kibibytes) * 1_024;
}
