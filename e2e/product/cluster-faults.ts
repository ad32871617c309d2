import { stateOf } from './visit-cluster.ts';
import type { ClusterProduct } from './start-cluster.ts';

/** Kills parts with all that they have started. */
export async function killAsPowerLoss(cluster: ClusterProduct, names: readonly string[]): Promise<void> {
  await signal(cluster, names, 'SIGKILL');
}

/** Lets parts do nothing, with their connections open, as on a machine that hangs; what is answered lets them go on. */
export async function holdStill(cluster: ClusterProduct, names: readonly string[]): Promise<() => Promise<void>> {
  await signal(cluster, names, 'SIGSTOP');
  return async () => await signal(cluster, names, 'SIGCONT');
}

/** RabbitMQ is a shell's child, and Nginx has workers. PostgreSQL ends what it has started by itself. */
async function signal(
  { dataDir }: ClusterProduct,
  names: readonly string[],
  kind: 'SIGKILL' | 'SIGSTOP' | 'SIGCONT',
): Promise<void> {
  const { parts } = await stateOf(dataDir);
  for (const { name, processId } of parts) {
    if (!names.includes(name) || processId === null) continue;
    process.kill(name === 'postgresql' ? processId : -processId, kind);
  }
}

/** Parts that do not run now. */
export async function partsAway({ dataDir }: ClusterProduct): Promise<string[]> {
  const { parts } = await stateOf(dataDir);
  return parts.flatMap(({ name, processId }) => (processId === null ? [name] : []));
}

/** What processes of services say of themselves that is not well: a server that they do not reach, or nothing. */
export async function faultsOf({ dataDir }: ClusterProduct): Promise<string[]> {
  const { parts } = await stateOf(dataDir);
  const services = parts.filter(({ name, release }) => release !== null && !name.startsWith('portal'));
  const said = await Promise.all(services.map(async ({ name, port }) => [name, await healthOf(port)] as const));
  return said.flatMap(([name, health]) =>
    health['status'] === 'ready' && health['broker'] === 'reached' && health['memory'] === 'shared'
      ? []
      : [`${name}: ${JSON.stringify(health)}`],
  );
}

async function healthOf(port: number | null): Promise<Record<string, unknown>> {
  const asked = fetch(`http://127.0.0.1:${port}/health/ready`, { signal: AbortSignal.timeout(5_000) });
  return await asked.then(
    async (response) => (await response.json()) as Record<string, unknown>,
    () => ({ status: 'nothing' }),
  );
}
