import type { Cluster } from '@safiri/platform';
import { cpuSecondsOfFamily } from '../use/cpu-time.ts';
import { memoryBytesOf } from '../use/memory.ts';
import { watchUse, type Use, type Watched } from '../use/watch-use.ts';

/** What all processes of services and Nginx cost together; RabbitMQ and Redis are not counted. */
export async function watchCluster(
  cluster: Cluster,
  watched: Pick<Watched, 'postmaster' | 'generator'>,
): Promise<() => Promise<Use>> {
  const processIds = cluster.state().parts.flatMap(({ processId }) => processId ?? []);
  const stopWatching = await watchUse(watched);
  const before = await sumOf(processIds, cpuSecondsOfFamily);
  return async () => {
    const after = await sumOf(processIds, cpuSecondsOfFamily);
    const cpuSeconds = after === undefined || before === undefined ? undefined : after - before;
    const memoryBytes = await sumOf(processIds, memoryBytesOf);
    return { ...(await stopWatching()), service: { cpuSeconds, memoryBytes, cores: undefined } };
  };
}

/** Undefined where the system does not say it of each. */
async function sumOf(
  processIds: readonly number[],
  read: (processId: number) => Promise<number | undefined>,
): Promise<number | undefined> {
  const values = await Promise.all(processIds.map(read));
  const known = values.flatMap((value) => value ?? []);
  return known.length < values.length ? undefined : known.reduce((sum, value) => sum + value, 0);
}
