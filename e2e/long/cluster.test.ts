import { readFile } from 'node:fs/promises';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { codes, holdSeatsOf, nameTravellers, payFrom, untilTickets } from '../browser/buying.ts';
import { openBrowser, visit } from '../browser/open-browser.ts';
import { readQr } from '../browser/read-qr.ts';
import { scan, standAtTomorrowsBus } from '../browser/scanning.ts';
import { signIn } from '../browser/signing-in.ts';
import { tomorrow } from '../product/days.ts';
import { leavesNothing } from '../product/leaves-nothing.ts';
import { makeOtherRelease } from '../product/other-release.ts';
import { orderOf, smsTo, tokensOf } from '../product/purchases.ts';
import { driver } from '../product/signed-in.ts';
import { startCluster, type ClusterProduct } from '../product/start-cluster.ts';
import { buySteadily } from '../product/steady-purchases.ts';
import { agreeWithTheWallet, nothingContradicts } from '../product/true-books.ts';
import { stateOf } from '../product/visit-cluster.ts';

let cluster: ClusterProduct;
let browser: Browser;

beforeAll(async () => {
  [cluster, browser] = await Promise.all([startCluster({ MOST_HOLDS_PER_ADDRESS: '10000' }), openBrowser()]);
}, 600_000);
afterAll(async () => {
  await browser.close();
  await cluster.remove();
}, 120_000);

it('a cluster sells a ticket in the browser, tells of it, and lets its passenger aboard once', async () => {
  const visitor = await visit(browser, cluster.address);
  const { page } = visitor;
  await holdSeatsOf(page, { from: 'Kigali', to: 'Huye', date: tomorrow, departs: '05:30' }, ['3A']);
  await nameTravellers(page, { names: ['Aline Uwase'], phone: '0788 123 456' });
  await payFrom(page, '0788 000 000');
  const link = await untilTickets(page, 1);
  const order = await orderOf(cluster.address, link);
  expect([await readQr(codes(page))]).toEqual(tokensOf(order));
  await expect.poll(async () => await smsTo(cluster.address, '+250788123456'), { timeout: 30_000 }).toHaveLength(1);

  const door = await visit(browser, cluster.address);
  await signIn(door.page, driver);
  await standAtTomorrowsBus(door.page, '05:30');
  const [token = ''] = tokensOf(order);
  expect(await scan(door.page, token)).toContain('Welcome aboard');
  expect(await scan(door.page, token)).toContain('Already boarded');
  expect([...visitor.complaints, ...door.complaints]).toEqual([]);
  await Promise.all([visitor.leave(), door.leave()]);
});

it('a second start says that it runs, and every service runs twice, in roles that own nothing', async () => {
  const again = await cluster.command('start');
  expect(again).toMatchObject({ exitCode: 0 });
  expect(again.output).toContain('runs already');
  const { parts } = await stateOf(cluster.dataDir);
  for (const name of ['auth', 'company', 'ticketing', 'payment', 'qr', 'notification', 'portal'])
    expect(parts.filter((part) => part.name.startsWith(`${name}-`) && part.processId !== null)).toHaveLength(2);
});

it(
  'another release takes the place of this one, and this one comes back, at the cost of no request',
  {
    timeout: 900_000,
  },
  async () => {
    const other = await makeOtherRelease();
    const load = await buySteadily(cluster.address, 2);
    try {
      await load.boughtSince(0);
      const own = await stateOf(cluster.dataDir);
      expect(await cluster.command('roll', other.folder)).toMatchObject({ exitCode: 0 });
      await runsAll(other.folder, own);
      expect(await versionSaid()).toBe('2');
      await load.boughtSince(performance.now());
      const replaced = await stateOf(cluster.dataDir);
      const asked = performance.now();
      expect(await cluster.command('rollback')).toMatchObject({ exitCode: 0 });
      console.info(`Back after ${((performance.now() - asked) / 1000).toFixed(1)} s`);
      await runsAll(own.release, replaced);
      expect(await versionSaid()).toBe('1');
      await load.boughtSince(performance.now());
    } finally {
      await Promise.all([load.stop(), other.remove()]);
      console.info(
        `Replaced twice: ${load.purchases.length} purchases, ${load.requests()} requests; ${load.broken()} lines broke and were sent again, ${load.failures.length} failed`,
      );
    }
    expect(load.failures).toEqual([]);
    const databaseUrl = await cluster.databaseUrl();
    await nothingContradicts(databaseUrl);
    await agreeWithTheWallet(databaseUrl, cluster.simulator);
  },
);

it('stopped, it leaves no process and no file', async () => await leavesNothing(cluster));

/** All processes are new, and of this release's files. */
async function runsAll(release: string, before: Awaited<ReturnType<typeof stateOf>>): Promise<void> {
  const old = new Set(before.parts.map(({ processId }) => processId));
  const { parts } = await stateOf(cluster.dataDir);
  const replicas = parts.filter((part) => part.release !== null);
  expect(replicas).toHaveLength(14);
  for (const { processId } of replicas) {
    expect(old.has(processId)).toBe(false);
    expect(await readFile(`/proc/${processId}/cmdline`, 'utf8')).toContain(`${release}/`);
  }
}

async function versionSaid(): Promise<unknown> {
  const response = await fetch(`${cluster.address}/api/openapi.json`);
  return ((await response.json()) as { info: { version: unknown } }).info.version;
}
