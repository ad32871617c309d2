import { afterAll, beforeAll, expect, it } from 'vitest';
import { getOrder, listAttempts } from '@safiri/contracts';
import { holdAndCheckOut, must, newGuest, offersBetween, pay, untilSettled } from '../product/buyer.ts';
import { faultsOf, holdStill, killAsPowerLoss, partsAway } from '../product/cluster-faults.ts';
import { layLines, type ClusterLines, type LineName } from '../product/cluster-lines.ts';
import { tomorrow } from '../product/days.ts';
import { approvesAtOnce } from '../product/purchases.ts';
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

/** What a purchase comes to while all processes of a part hang. What is missing then follows when they go on. */
const hanging: readonly {
  readonly names: readonly string[];
  readonly comesTo: 'tickets' | 'a booking' | 'a payment';
}[] = [
  { names: ['company-1', 'company-2'], comesTo: 'tickets' },
  { names: ['notification-1', 'notification-2'], comesTo: 'tickets' },
  { names: ['redis'], comesTo: 'tickets' },
  { names: ['qr-1', 'qr-2'], comesTo: 'a booking' },
  { names: ['rabbitmq'], comesTo: 'a payment' },
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

it('while company, notification, qr, Redis or RabbitMQ hang, sales go on', { timeout: 1_200_000 }, async () => {
  const table: Record<string, string>[] = [];
  try {
    for (const [number, { names, comesTo }] of hanging.entries()) {
      const goOn = await holdStill(cluster, names);
      const begun = performance.now();
      let after: number;
      try {
        await buyUntil(comesTo, firstSeatLeft + number);
        after = performance.now() - begun;
      } finally {
        await goOn();
      }
      await load.boughtSince(performance.now());
      await expect.poll(async () => await faultsOf(cluster), { timeout: 240_000, interval: 500 }).toEqual([]);
      table.push({ hanging: names.join(' and '), 'comes to': comesTo, after: seconds(after) });
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

/** Steady buyers begin with the first seats of many buses, and do not come so far. */
const firstSeatLeft = 20;

/** Buys a seat that nobody else of this file takes. */
async function buyUntil(comesTo: 'tickets' | 'a booking' | 'a payment', seat: number): Promise<void> {
  const client = await newGuest(cluster.address);
  const [offer] = await offersBetween(client, { from: 'Kigali', to: 'Rubavu', date: tomorrow });
  if (offer === undefined) throw new Error('no bus goes to Rubavu');
  const order = await holdAndCheckOut(client, { offer, seats: [seat], phone: '+250788123456' });
  if (order === undefined) throw new Error(`seat ${seat} is taken`);
  const { orderId } = order;
  await pay(client, orderId, approvesAtOnce);
  const read = {
    tickets: async () => (await untilSettled(client, orderId)).order.status === 'confirmed',
    'a booking': async () => (await must(() => client(getOrder, { params: { orderId } }))).status === 'confirmed',
    'a payment': async () =>
      (await must(() => client(listAttempts, { params: { orderId } }))).attempts.some(
        ({ status }) => status === 'succeeded',
      ),
  };
  await expect.poll(read[comesTo], { timeout: 240_000, interval: 250 }).toBe(true);
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}
