import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { expect } from 'vitest';
import type { ClusterProduct } from './start-cluster.ts';
import { stateOf } from './visit-cluster.ts';

/** Stops a cluster, and looks that none of its processes and files is left. */
export async function leavesNothing(cluster: ClusterProduct): Promise<void> {
  const { parts, supervisor } = await stateOf(cluster.dataDir);
  expect(await cluster.command('stop')).toMatchObject({ exitCode: 0 });
  expect(existsSync(cluster.dataDir)).toBe(false);
  // Somebody else may have got the number meanwhile.
  for (const processId of [supervisor, ...parts.flatMap((part) => part.processId ?? [])])
    expect(await readFile(`/proc/${processId}/environ`, 'utf8').catch(() => '')).not.toContain(cluster.dataDir);
}
