import { readFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { codes, holdSeatsOf, nameTravellers, payFrom, untilTickets } from '../browser/buying.ts';
import { openBrowser, visit } from '../browser/open-browser.ts';
import { readQr } from '../browser/read-qr.ts';
import { scan, standAtTomorrowsBus } from '../browser/scanning.ts';
import { signIn } from '../browser/signing-in.ts';
import { tomorrow } from '../product/days.ts';
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

it('replacing every process, and going back, costs no buyer a request', { timeout: 900_000 }, async () => {
  const before = await stateOf(cluster.dataDir);
  const load = await buySteadily(cluster.address, 4);
  try {
    expect(await cluster.command('roll')).toMatchObject({ exitCode: 0 });
    const { parts } = await stateOf(cluster.dataDir);
    const old = new Set(before.parts.filter(({ release }) => release !== null).map(({ processId }) => processId));
    expect(parts.filter(({ processId, release }) => release !== null && old.has(processId))).toEqual([]);
    expect(await cluster.command('rollback')).toMatchObject({ exitCode: 0 });
  } finally {
    await load.stop();
  }
  console.info(
    `Replaced twice: ${load.purchases.length} purchases, ${load.requests()} requests, ${load.failures.length} failed`,
  );
  expect(load.failures).toEqual([]);
  expect(load.purchases.length).toBeGreaterThan(10);
  const databaseUrl = await cluster.databaseUrl();
  await nothingContradicts(databaseUrl);
  await agreeWithTheWallet(databaseUrl, cluster.simulator);
});

it('stopped, it leaves no process and no file', async () => {
  const { parts, supervisor } = await stateOf(cluster.dataDir);
  expect(await cluster.command('stop')).toMatchObject({ exitCode: 0 });
  expect(existsSync(cluster.dataDir)).toBe(false);
  for (const processId of [supervisor, ...parts.flatMap((part) => part.processId ?? [])])
    expect(await commandLineOf(processId)).not.toContain(cluster.dataDir);
});

async function commandLineOf(processId: number): Promise<string> {
  return await readFile(`/proc/${processId}/environ`, 'utf8').catch(() => '');
}
