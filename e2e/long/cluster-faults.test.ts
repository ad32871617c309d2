import { afterAll, beforeAll, expect, it } from 'vitest';
import { faultsOf, killAsPowerLoss, partsAway } from '../product/cluster-faults.ts';
import { layLines, type ClusterLines, type LineName } from '../product/cluster-lines.ts';
import { runCommand } from '../product/run-command.ts';
import { startCluster, type ClusterProduct } from '../product/start-cluster.ts';
import { buySteadily, type SteadyPurchases } from '../product/steady-purchases.ts';
import { agreeWithTheWallet, nothingContradicts } from '../product/true-books.ts';

/** Each is killed as by a loss of power, some two at once; the supervisor starts it again. */
const killed: readonly (readonly string[])[] = [
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

/** A line that fails for a moment only is hardly noticed. */
const shortestMilliseconds = 6_000;

type Network = {
  readonly lines: readonly LineName[];
  readonly are: 'cut off' | 'silent' | 'late' | 'half closed';
  /** Whether tickets are bought meanwhile; else the fault lasts until somebody has noticed it. */
  readonly sales: 'go on' | 'wait';
};
const networks: readonly Network[] = [
  { lines: ['ticketing to postgresql'], are: 'cut off', sales: 'wait' },
  { lines: ['ticketing to postgresql'], are: 'silent', sales: 'wait' },
  { lines: ['payment to postgresql'], are: 'silent', sales: 'wait' },
  { lines: ['auth to postgresql'], are: 'half closed', sales: 'go on' },
  { lines: ['ticketing to rabbitmq'], are: 'cut off', sales: 'wait' },
  { lines: ['payment to rabbitmq'], are: 'silent', sales: 'wait' },
  { lines: ['qr to rabbitmq'], are: 'half closed', sales: 'go on' },
  { lines: ['notification to rabbitmq'], are: 'cut off', sales: 'go on' },
  { lines: ['ticketing to redis'], are: 'cut off', sales: 'go on' },
  { lines: ['auth to redis', 'payment to redis'], are: 'silent', sales: 'go on' },
  { lines: ['ticketing to postgresql', 'ticketing to redis'], are: 'late', sales: 'go on' },
  { lines: ['nginx to ticketing-1'], are: 'cut off', sales: 'go on' },
  { lines: ['nginx to payment-1', 'nginx to payment-2'], are: 'cut off', sales: 'wait' },
  { lines: ['nginx to ticketing-1', 'nginx to auth-2'], are: 'half closed', sales: 'go on' },
  { lines: ['ticketing to postgresql', 'payment to rabbitmq'], are: 'cut off', sales: 'wait' },
  { lines: ['nginx to ticketing-2', 'ticketing to rabbitmq'], are: 'silent', sales: 'wait' },
];

let cluster: ClusterProduct;
let load: SteadyPurchases;
let lines: ClusterLines | undefined;

beforeAll(async () => {
  cluster = await startCluster({ MOST_HOLDS_PER_ADDRESS: '10000' });
  load = await buySteadily(cluster.address, 3);
  await load.boughtSince(0);
}, 600_000);
afterAll(async () => {
  await load?.stop().catch(() => undefined);
  await cluster?.remove();
  await lines?.close();
}, 300_000);

it('whatever part is killed, sales go on or come back by themselves', { timeout: 1_800_000 }, async () => {
  const table: Record<string, string>[] = [];
  try {
    for (const names of killed) {
      const instant = performance.now();
      await killAsPowerLoss(cluster, names);
      const { endedAt } = await load.boughtSince(instant);
      await expect.poll(async () => await partsAway(cluster), { timeout: 240_000, interval: 200 }).toEqual([]);
      table.push({ killed: names.join(' and '), 'next ticket after': seconds(endedAt - instant) });
    }
  } finally {
    console.table(table);
  }
});

it('whatever line fails, sales go on or come back when it is mended', { timeout: 1_800_000 }, async () => {
  const laid = await layLines(cluster);
  lines = laid;
  const table: Record<string, string>[] = [];
  try {
    for (const { lines: names, are, sales } of networks) {
      const failing = names.map((name) => laid.line(name));
      const begun = performance.now();
      const before = load.failures.length;
      for (const line of failing) {
        if (are === 'cut off') line.cutOff();
        else if (are === 'silent') line.stall();
        else if (are === 'late') line.delay(150);
        else line.halfClose();
      }
      if (sales === 'go on') await load.boughtSince(begun);
      else {
        const isFelt = async (): Promise<boolean> =>
          load.failures.length > before || (await faultsOf(cluster)).length > 0;
        const hasLasted = (): boolean => performance.now() - begun > shortestMilliseconds;
        await expect.poll(async () => hasLasted() && (await isFelt()), { timeout: 240_000, interval: 500 }).toBe(true);
      }
      const mended = performance.now();
      for (const line of failing) line.mend();
      const { endedAt } = await load.boughtSince(mended);
      await expect.poll(async () => await faultsOf(cluster), { timeout: 240_000, interval: 500 }).toEqual([]);
      table.push({
        line: names.join(' and '),
        fault: `${are} for ${seconds(mended - begun)}`,
        sales: sales === 'go on' ? 'went on' : 'waited',
        'next ticket after': seconds(endedAt - mended),
      });
    }
  } finally {
    console.table(table);
  }
});

it('afterwards nothing was lost or done twice', { timeout: 600_000 }, async () => {
  await load.stop();
  console.info(
    `${load.purchases.length} purchases, ${load.requests()} requests; ${load.broken()} lines broke, ${load.failures.length} answers failed and were asked for again`,
  );
  const databaseUrl = await cluster.databaseUrl();
  await nothingContradicts(databaseUrl, 180_000);
  await agreeWithTheWallet(databaseUrl, cluster.simulator);
  expect((await runCommand(cluster, 'dead-letters', 'list')).output).not.toMatch(/: [1-9]\d* dead letters/);
  expect(await runCommand(cluster, 'audit')).toMatchObject({ exitCode: 0 });
});

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}
