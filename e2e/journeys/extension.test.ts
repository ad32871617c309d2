import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { holdSeatsOf, whoTravels } from '../browser/buying.ts';
import { shoot } from '../browser/open-browser.ts';
import { openStage } from '../browser/stage.ts';
import { ask } from '../product/books.ts';
import { tomorrow } from '../product/days.ts';
import { holdEndsSoon } from '../product/time-passes.ts';

const stage = openStage();

const keepButton = (page: Page) => page.getByRole('button', { name: 'Keep my seats for another 10 minutes' });

it.each([
  { javaScriptEnabled: true, departs: '05:30' },
  { javaScriptEnabled: false, departs: '06:30' },
])('seats are kept longer by a press when the time is nearly over, once (%o)', async ({ departs, ...options }) => {
  const { page } = await stage.visitor(options);
  const address = await holdSeatsOf(page, { from: 'Kigali', to: 'Huye', date: tomorrow, departs }, ['2A']);
  expect(await keepButton(page).count()).toBe(0);
  const orderId = address.split('/').at(-1) ?? '';
  const databaseUrl = await stage.product.databaseUrl();
  await holdEndsSoon(databaseUrl, orderId);
  await page.reload();
  await shoot(page, `hold-nearly-over-${departs.slice(0, 2)}`);
  if (options.javaScriptEnabled) await page.getByLabel('Name').fill('Aline Uwase');
  await keepButton(page).click();
  await keepButton(page).waitFor({ state: 'detached' });
  await whoTravels(page).waitFor();
  if (options.javaScriptEnabled) expect(await page.getByLabel('Name').inputValue()).toBe('Aline Uwase');
  expect(
    await ask(
      databaseUrl,
      `select device_id is not null as named, extended_at is not null as extended, expires_at > now() + interval '9 minutes' as longer
         from ticketing.orders where order_id = '${orderId}'`,
    ),
  ).toEqual([{ named: true, extended: true, longer: true }]);
});
