import { stateOf } from './visit-cluster.ts';
import type { ClusterProduct } from './start-cluster.ts';

/** Kills parts with all that they have started: RabbitMQ is a shell's child, and Nginx has workers. PostgreSQL ends what it has started by itself. */
export async function killAsPowerLoss({ dataDir }: ClusterProduct, names: readonly string[]): Promise<void> {
  const { parts } = await stateOf(dataDir);
  for (const { name, processId } of parts) {
    if (!names.includes(name) || processId === null) continue;
    process.kill(name === 'postgresql' ? processId : -processId, 'SIGKILL');
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
