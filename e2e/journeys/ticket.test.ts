import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { expectAccessible } from '../browser/axe.ts';
import { codes, holdSeatsOf, whoTravels } from '../browser/buying.ts';
import { pollingPatience } from '../browser/open-browser.ts';
import { signIn } from '../browser/signing-in.ts';
import { openStage } from '../browser/stage.ts';
import { newGuest } from '../product/buyer.ts';
import { tomorrow } from '../product/days.ts';
import { bought, orderOf, smsTo } from '../product/purchases.ts';
import { driver } from '../product/signed-in.ts';

const stage = openStage();

it('a ticket says where to stand and what may be had back; it is taken along as PDF and in a calendar, named anew, and sent again', async () => {
  const { address } = stage.product;
  const phone = '+250788200821';
  const order = await bought(await newGuest(address), { departs: '05:30', seats: [1, 2], phone });
  const { page } = await stage.visitor();
  await page.goto(`/t/${order.link}`);
  await codes(page).nth(1).waitFor();
  await page.getByText('Stops and maps').first().click();
  expect(
    await page
      .getByRole('link', { name: /^Map of / })
      .first()
      .getAttribute('href'),
  ).toMatch(/^https:\/\/www\.openstreetmap\.org\/\?mlat=-/);
  await page
    .getByText(/you get \d+ % of the fare back/)
    .first()
    .waitFor();
  await expectAccessible(page, 'ticket-whole');

  const [pdf, calendar] = await Promise.all([fileOf(page, 'Download as PDF'), fileOf(page, 'Add to calendar')]);
  expect(pdf.slice(0, 5)).toBe('%PDF-');
  expect(calendar).toContain('BEGIN:VEVENT');

  await page.getByRole('link', { name: 'Change names' }).click();
  await page.getByRole('heading', { name: 'Who travels?' }).waitFor();
  await page.getByLabel('Name').first().fill('');
  await page.getByRole('button', { name: 'Save names' }).click();
  await page.getByRole('alert').waitFor();
  await expectAccessible(page, 'ticket-names');
  await page.getByLabel('Name').first().fill('Ndèye Šárka');
  await page.getByRole('button', { name: 'Save names' }).click();
  await page.getByText('The names are saved.').waitFor();
  await page.getByRole('heading', { name: 'Ndèye Šárka' }).waitFor();
  const after = await orderOf(address, order.link ?? '');
  expect(after.claims.map(({ ticket }) => ticket?.token)).toEqual(order.claims.map(({ ticket }) => ticket?.token));

  await page.getByRole('button', { name: 'SMS to •••• 821' }).click();
  await page.getByText('The SMS is on its way.').waitFor();
  await expect.poll(async () => (await smsTo(address, phone)).length, pollingPatience).toBe(2);
});

it('a booking is found by reference and number: the link goes to the number, and whoever asks learns nothing', async () => {
  const { address } = stage.product;
  const phone = '+250788200822';
  const order = await bought(await newGuest(address), { departs: '06:30', seats: [1], phone });
  const { page } = await stage.visitor({ javaScriptEnabled: false });
  const ask = async (contact: string): Promise<void> => {
    await page.goto('/find-booking');
    await page.getByLabel('Reference').fill(order.reference);
    await page.getByLabel('Phone number or e-mail address').fill(contact);
    await page.getByRole('button', { name: 'Send me the link' }).click();
    await page.getByRole('heading', { name: 'Look at your messages' }).waitFor();
  };
  const scripted = (await stage.visitor()).page;
  await scripted.goto('/find-booking');
  await scripted.getByRole('button', { name: 'Send me the link' }).click();
  await scripted.getByText('Type the reference.').first().waitFor();
  await expectAccessible(scripted, 'find-booking');
  await ask('+250 788 200 823');
  const wrong = await page.locator('main').innerText();
  await ask('+250 788 200 822');
  expect(await page.locator('main').innerText()).toBe(wrong);
  const texts = async () => (await smsTo(address, phone)).map(({ text }) => text);
  await expect.poll(texts, pollingPatience).toHaveLength(2);
  expect((await texts()).every((text) => text.includes(`/t/${order.link}`))).toBe(true);
  expect(await smsTo(address, '+250788200823')).toEqual([]);
});

it('a ticket that was opened is read without a network, says how old it is, and is gone when its reader signs out', async () => {
  const { address } = stage.product;
  const order = await bought(await newGuest(address), { departs: '07:30', seats: [1] });
  const { page, context } = await stage.visitor();
  await signIn(page, driver);
  await page.goto(`/t/${order.link}`);
  await codes(page).waitFor();
  await expect.poll(async () => await keptPaths(page), pollingPatience).toContain(`/t/${order.link}`);
  const code = await page.locator('[data-ticket-code]').textContent();

  await context.setOffline(true);
  await page.reload();
  await page.getByText('You see a copy kept on this device').waitFor();
  await codes(page).waitFor();
  expect(await page.locator('[data-ticket-code]').textContent()).toBe(code);
  expect(await page.getByRole('button').count()).toBe(0);
  await expectAccessible(page, 'ticket-kept');
  await page.goto('/my-tickets');
  await page.getByRole('heading', { name: 'No connection' }).waitFor();
  await expectAccessible(page, 'offline');
  await page.getByRole('link', { name: order.reference }).click();
  await codes(page).waitFor();

  await context.setOffline(false);
  await page.goto(`/t/${order.link}`);
  expect(await page.getByText('You see a copy kept on this device').isVisible()).toBe(false);
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('link', { name: 'Sign in' }).waitFor();
  await expect.poll(async () => await keptPaths(page), pollingPatience).toEqual([]);
  await context.setOffline(true);
  await page.goto(`/t/${order.link}`);
  await page.getByRole('heading', { name: 'No connection' }).waitFor();
  expect(await page.getByText(order.reference).count()).toBe(0);
});

it('whose connection is lost at the checkout is told what holds, and the page goes on by itself', async () => {
  const { page, context } = await stage.visitor();
  await holdSeatsOf(page, { from: 'Kigali', to: 'Huye', date: tomorrow, departs: '08:30' }, ['2A']);
  await context.setOffline(true);
  await page.getByText('Nothing is lost: your seats stay kept until').waitFor();
  await expectAccessible(page, 'checkout-offline');
  await page.getByLabel('Name').fill('Aline Uwase');
  await page.getByLabel('Phone').fill('0788200824');
  await page.getByRole('button', { name: 'Go to payment' }).click();
  await page.getByRole('heading', { name: 'No connection at the moment' }).waitFor();
  expect(await page.locator('main').innerText()).not.toMatch(/fail|wrong/i);
  await context.setOffline(false);
  await whoTravels(page).waitFor();
});

/** What the worker keeps of pages of ours. */
async function keptPaths(page: Page): Promise<string[]> {
  return await page.evaluate(`(async () => {
    const requests = [];
    for (const name of await caches.keys()) requests.push(...(await (await caches.open(name)).keys()));
    return requests.map(({ url }) => new URL(url).pathname).filter((path) => path.startsWith('/t/'));
  })()`);
}

async function fileOf(page: Page, name: string): Promise<string> {
  const href = (await page.getByRole('link', { name }).getAttribute('href')) ?? '';
  const answer = await page.request.get(href);
  expect(answer.headers()['cache-control']).toBe('private, no-store');
  return (await answer.body()).toString('latin1');
}
