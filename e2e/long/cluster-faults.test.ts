import { afterAll, beforeAll, expect, it } from 'vitest';
import { runCommand } from '../product/run-command.ts';
import { startCluster, type ClusterProduct } from '../product/start-cluster.ts';
import { buySteadily } from '../product/steady-purchases.ts';
import { agreeWithTheWallet, nothingContradicts } from '../product/true-books.ts';
import { stateOf } from '../product/visit-cluster.ts';

/** Each is killed as by a loss of power, some two at once; the supervisor starts it again. */
const faults: readonly (readonly string[])[] = [
  ['redis'],
  ['rabbitmq'],
  ['nginx'],
  ['auth-1'],
  ['company-1'],
  ['ticketing-1'],
  ['payment-1'],
  ['qr-1'],
  ['notification-1'],
  ['portal-1'],
  ['postgresql'],
  ['ticketing-1', 'ticketing-2'],
  ['payment-1', 'rabbitmq'],
  ['postgresql', 'redis'],
];

let cluster: ClusterProduct;

beforeAll(async () => {
  cluster = await startCluster({ MOST_HOLDS_PER_ADDRESS: '10000' });
}, 600_000);
afterAll(async () => await cluster.remove(), 120_000);

it(
  'whatever part is killed, sales go on or come back by themselves, and nothing is lost or done twice',
  {
    timeout: 1_800_000,
  },
  async () => {
    const load = await buySteadily(cluster.address, 4);
    const table: Record<string, string>[] = [];
    try {
      await load.boughtSince(0);
      for (const names of faults) {
        const instant = performance.now();
        await kill(names);
        const { endedAt } = await load.boughtSince(instant);
        await untilAllRun();
        table.push({
          killed: names.join(' and '),
          'next ticket after': `${((endedAt - instant) / 1000).toFixed(1)} s`,
        });
      }
    } finally {
      await load.stop().finally(() => console.table(table));
    }
    console.info(
      `${load.purchases.length} purchases, ${load.requests()} requests, of which ${load.failures.length} were repeated`,
    );
    const databaseUrl = await cluster.databaseUrl();
    await nothingContradicts(databaseUrl, 180_000);
    await agreeWithTheWallet(databaseUrl, cluster.simulator);
    expect((await runCommand(cluster, 'dead-letters', 'list')).output).not.toMatch(/: [1-9]\d* dead letters/);
    expect(await runCommand(cluster, 'audit')).toMatchObject({ exitCode: 0 });
  },
);

/** With all that it has started: RabbitMQ is a shell's child, and Nginx has workers. PostgreSQL ends what it has started by itself. */
async function kill(names: readonly string[]): Promise<void> {
  const { parts } = await stateOf(cluster.dataDir);
  for (const { name, processId } of parts) {
    if (!names.includes(name) || processId === null) continue;
    process.kill(name === 'postgresql' ? processId : -processId, 'SIGKILL');
  }
}

async function untilAllRun(): Promise<void> {
  await expect
    .poll(async () => (await stateOf(cluster.dataDir)).parts.filter(({ processId }) => processId === null), {
      timeout: 240_000,
      interval: 200,
    })
    .toEqual([]);
}
