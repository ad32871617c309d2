import { setTimeout as wait } from 'node:timers/promises';
import type { ClusterProduct } from '../product/start-cluster.ts';
import type { SteadyPurchases } from '../product/steady-purchases.ts';
import { stateOf } from '../product/visit-cluster.ts';
import type { ManyServers } from './many-servers.ts';

/** On a crowded machine; what is printed is how long it took. */
const patienceMilliseconds = 300_000;
const lookEveryMilliseconds = 100;

export type Recovery = {
  readonly killed: string;
  readonly 'leads then': string;
  readonly 'new leader after': string;
  readonly 'all processes reach it after': string;
  readonly 'next ticket after': string;
  readonly 'whole again after its return': string;
};

/** Kills whoever leads, waits until others do its work, and has it come back. Seconds count from the kill, or from its return. */
export async function loseLeader(
  server: ManyServers,
  { cluster, load }: { readonly cluster: ClusterProduct; readonly load: SteadyPurchases },
): Promise<Recovery> {
  const killed = await server.leader();
  if (killed === undefined) throw new Error(`Nobody leads ${server.name}.`);
  const instant = performance.now();
  await killed.kill();
  const [elected, reached, bought] = await Promise.all([
    secondsUntil(async () => ![undefined, killed].includes(await server.leader())),
    secondsUntil(async () => await allReach(cluster, server.name)),
    load.boughtSince(instant),
  ]);
  const leads = await server.leader();
  await killed.startAgain();
  const whole = await secondsUntil(async () => await server.isWhole());
  return {
    killed: killed.name,
    'leads then': leads?.name ?? 'nobody',
    'new leader after': said(elected),
    'all processes reach it after': said(reached),
    'next ticket after': said((bought.endedAt - instant) / 1_000),
    'whole again after its return': said(whole),
  };
}

function said(seconds: number): string {
  return `${seconds.toFixed(1)} s`;
}

async function secondsUntil(isSo: () => Promise<boolean>): Promise<number> {
  const startedAt = performance.now();
  while (!(await isSo())) {
    if (performance.now() - startedAt > patienceMilliseconds) throw new Error('It did not recover in time.');
    await wait(lookEveryMilliseconds);
  }
  return (performance.now() - startedAt) / 1_000;
}

/** What a process says of each kind of server when it can work with it. */
const reachedBy: Readonly<Record<string, RegExp>> = {
  postgresql: /"database":\{"\w+":true\}/,
  redis: /"memory":"shared"/,
  rabbitmq: /"broker":"reached"/,
};

/** Of all processes of services; the website's has none of these servers. */
async function allReach(cluster: ClusterProduct, kind: string): Promise<boolean> {
  const { parts } = await stateOf(cluster.dataDir);
  const ports = parts.flatMap(({ name, port, release }) =>
    release === null || port === null || name.startsWith('portal-') ? [] : [port],
  );
  const answers = await Promise.all(ports.map(healthOf));
  return answers.every((answer) => reachedBy[kind]?.test(answer) === true);
}

async function healthOf(port: number): Promise<string> {
  return await fetch(`http://127.0.0.1:${port}/health/ready`, { signal: AbortSignal.timeout(3_000) }).then(
    async (response) => await response.text(),
    () => '',
  );
}
