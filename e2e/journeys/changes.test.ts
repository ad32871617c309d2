import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { expectAccessible } from '../browser/axe.ts';
import { codes } from '../browser/buying.ts';
import { pollingPatience } from '../browser/open-browser.ts';
import { scan, standAtTomorrowsBus } from '../browser/scanning.ts';
import { signIn } from '../browser/signing-in.ts';
import { openStage } from '../browser/stage.ts';
import { newGuest } from '../product/buyer.ts';
import { bought, orderOf, smsTo, tokensOf } from '../product/purchases.ts';
import { driver } from '../product/signed-in.ts';

const stage = openStage();

it('C8: a ticket gets another seat in the browser; its old code is "replaced" at the door, the new one opens it, and one SMS tells', async () => {
  const { address } = stage.product;
  const phone = '+250788200811';
  const order = await bought(await newGuest(address), { departs: '05:30', seats: [1, 2], phone });
  const { page } = await stage.visitor();
  await page.goto(`/t/${order.link}`);
  await page.getByRole('link', { name: 'Change a seat' }).click();
  await page.getByRole('heading', { name: 'Which ticket shall have another seat?' }).waitFor();
  await expectAccessible(page, 'change-tickets');
  const label = order.claims[0]?.seatLabel ?? '';
  await page.getByRole('link', { name: `seat ${label}` }).click();
  await takeInstead(page);
  await page.getByRole('alert').getByText('Choose a seat that is free.').waitFor();
  await expectAccessible(page, 'change-seat');
  const wish = await chooseFreeSeat(page);
  await takeInstead(page, { twice: true });
  await page.getByText('You have another seat now').waitFor();
  await expectAccessible(page, 'change-done');
  await expect.poll(async () => await codes(page).count(), pollingPatience).toBe(2);
  const after = await orderOf(address, order.link ?? '');
  expect(after.claims.map(({ seatLabel }) => seatLabel)).toContain(wish);
  expect(after.claims.map(({ seatLabel }) => seatLabel)).not.toContain(label);
  const texts = async () => (await smsTo(address, phone)).map((sms) => sms.text);
  await expect.poll(texts, pollingPatience).toHaveLength(2);
  expect((await texts()).join(' ')).toContain(`seat ${wish} instead of ${label}`);

  const before = await orderOf(address, order.link ?? '');
  const door = (await stage.visitor()).page;
  await signIn(door, driver);
  await standAtTomorrowsBus(door, '05:30');
  const changed = before.claims.findIndex(({ seatLabel }) => seatLabel === wish);
  expect(await scan(door, tokensOf(order)[0] ?? '')).toMatch(/replaced/i);
  expect(await scan(door, tokensOf(before)[changed] ?? '')).toContain(wish);
});

it('without script a seat that somebody else took meanwhile is refused, and another one is had', async () => {
  const { address } = stage.product;
  const order = await bought(await newGuest(address), { departs: '06:30', seats: [1] });
  const { page } = await stage.visitor({ javaScriptEnabled: false });
  await page.goto(`/t/${order.link}/seats/${order.claims[0]?.claimId}`);
  const lost = await chooseFreeSeat(page);
  const number = Number(await page.getByRole('radio', { name: `Seat ${lost}` }).inputValue());
  await bought(await newGuest(address), { departs: '06:30', seats: [number] });
  await takeInstead(page);
  await page.getByRole('alert').getByText('This seat cannot be had any more.').waitFor();
  const wish = await chooseFreeSeat(page);
  expect(wish).not.toBe(lost);
  await takeInstead(page);
  await page.getByText('You have another seat now').waitFor();
  expect((await orderOf(address, order.link ?? '')).claims.map(({ seatLabel }) => seatLabel)).toEqual([wish]);
});

/** The first seat that is free; answers what stands on it. */
async function chooseFreeSeat(page: Page): Promise<string> {
  const seat = page.locator('input[name=seat]:enabled').first();
  await seat.check();
  return ((await seat.getAttribute('aria-label')) ?? '').replace(/^Seat ([^,]*).*$/, '$1');
}

async function takeInstead(page: Page, { twice = false } = {}): Promise<void> {
  const button = page.getByRole('button', { name: 'Take this seat instead' });
  await (twice ? button.dblclick() : button.click());
}
