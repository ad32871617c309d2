import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  export interface ProvidedContext {
    /** A folder for what the journeys of one run share; it is removed at their end. */
    journeysFolder: string;
  }
}

/** Once for a run of journeys, before the first of them. */
export async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(path.join(tmpdir(), 'safiri-journeys-'));
  provide('journeysFolder', folder);
  return async () => await rm(folder, { recursive: true, force: true });
}
