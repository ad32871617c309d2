import { readFile } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';

/** A crowded machine may take that long to start new workers. */
const patienceMilliseconds = 20_000;
const lookEveryMilliseconds = 20;

/**
 * Has Nginx read its files again. Resolves when its old workers take no more requests: what they have in hand is answered,
 * and whoever they gave requests to is left alone by then.
 */
export async function reloadNginx(processId: number): Promise<void> {
  const before = await workersOf(processId);
  process.kill(processId, 'SIGHUP');
  const deadline = performance.now() + patienceMilliseconds;
  while ((await Promise.all(before.map(takesRequests))).includes(true)) {
    if (performance.now() > deadline) throw new Error('Nginx goes on with what it had: nginx.log may say why.');
    await wait(lookEveryMilliseconds);
  }
}

async function workersOf(processId: number): Promise<number[]> {
  const children = await readFile(`/proc/${processId}/task/${processId}/children`, 'utf8').catch(() => '');
  return children.split(' ').filter(Boolean).map(Number);
}

async function takesRequests(worker: number): Promise<boolean> {
  const title = await readFile(`/proc/${worker}/cmdline`, 'utf8').catch(() => '');
  return title.startsWith('nginx: worker process') && !title.includes('shutting down');
}
