import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { holdSeats, type Order } from '@safiri/contracts';
import { newId } from '@safiri/kernel';
import { expectAccessible } from '../browser/axe.ts';
import { hold, search, tickSeats, whoTravels } from '../browser/buying.ts';
import { pollingPatience, shoot } from '../browser/open-browser.ts';
import { openSeatMap } from '../browser/seat-maps.ts';
import { openStage } from '../browser/stage.ts';
import { must, newGuest } from '../product/buyer.ts';
import { tomorrow } from '../product/days.ts';
import { busToHuye, smsTo } from '../product/purchases.ts';
import { holdEnds } from '../product/time-passes.ts';

const stage = openStage();
/** Of one order. */
const mostSeats = 8;

it('whoever waits for a full bus is told when a seat comes free, takes it, and nobody else can; with script and without', async () => {
  const { address } = stage.product;
  const late = (await stage.visitor({ javaScriptEnabled: false })).page;
  await openSeatMap(late, address, '09:30');
  await tickSeats(late, ['4A']);
  const orders = await fill('09:30');
  await hold(late);
  await late.getByRole('alert').getByText('Somebody else took the last seat.').waitFor();
  await shoot(late, 'trip-full');
  await late.getByRole('link', { name: 'Join the waiting list' }).waitFor();

  const [{ page }, { page: second }] = [await stage.visitor(), await stage.visitor({ javaScriptEnabled: false })];

  await search(page, { from: 'Kigali', to: 'Huye', date: tomorrow });
  // Lists are a second old at the most.
  await expect
    .poll(async () => {
      await page.reload();
      return await waitingLink(page).count();
    }, pollingPatience)
    .toBe(1);
  await waitingLink(page).click();
  await expectAccessible(page, 'waiting-list-join');
  await page.getByRole('button', { name: 'Wait for seats' }).click();
  await page.getByRole('alert').getByText('so that the offer reaches you').waitFor();
  await join(page, '0788300400');
  await page.getByRole('heading', { level: 1, name: 'You are first in line' }).waitFor();
  await shoot(page, 'waiting-list-place');

  const { tripId, from, to } = await busToHuye(await newGuest(address), '09:30');
  const seatMap = `/trips/${tripId}?from=${from.index}&to=${to.index}`;
  await second.goto(seatMap);
  await second.getByRole('link', { name: 'Join the waiting list' }).click();
  await join(second, '0788300401');
  await second.getByRole('heading', { level: 1, name: 'You are number 2 in line' }).waitFor();

  const single = orders.find(({ claims }) => claims.length === 1);
  await holdEnds(await stage.product.databaseUrl(), single?.orderId ?? '');
  await expect.poll(async () => (await smsTo(address, '+250788300400')).length, pollingPatience).toBe(1);
  const [sms] = await smsTo(address, '+250788300400');
  const link = /https?:\/\/\S+\/orders\/\S+/.exec(sms?.text ?? '')?.[0] ?? '';
  await page.reload();
  await page.getByRole('heading', { level: 1, name: 'Your seat is here' }).waitFor();
  await shoot(page, 'waiting-list-offer');
  await page.getByRole('link', { name: 'Take the seat' }).click();
  await whoTravels(page).waitFor();
  expect(new URL(link).pathname).toBe(new URL(page.url()).pathname);
  await page.getByRole('button', { name: 'Give the seats back' }).click();
  await page.getByRole('heading', { level: 1, name: 'You gave your seats back' }).waitFor();

  await expect
    .poll(async () => {
      await second.reload();
      return await second.getByRole('heading', { level: 1 }).textContent();
    }, pollingPatience)
    .toBe('Your seat is here');
  await second.getByRole('button', { name: 'I do not want it' }).click();
  await second.getByRole('heading', { level: 1, name: 'You left the waiting list' }).waitFor();
});

const waitingLink = (page: Page) => page.getByRole('link', { name: 'Join the waiting list for the 09:30 bus of' });

async function join(page: Page, phone: string): Promise<void> {
  await page.getByLabel('Phone').fill(phone);
  await page.getByRole('button', { name: 'Wait for seats' }).click();
}

/** Passengers hold every seat of a bus; the first of them a single one. */
async function fill(departs: string): Promise<Order[]> {
  const { address } = stage.product;
  const { tripId, from, to, seatsFree } = await busToHuye(await newGuest(address), departs);
  const orders: Order[] = [];
  for (let left = seatsFree; left > 0; left -= orders.at(-1)?.claims.length ?? left) {
    const guest = await newGuest(address);
    const count = orders.length === 0 ? 1 : Math.min(mostSeats, left);
    const body = { trips: [{ tripId, from: from.index, to: to.index, any: { count } }] };
    const idempotencyKey = newId();
    orders.push(await must(() => guest(holdSeats, { body, idempotencyKey })));
  }
  return orders;
}
