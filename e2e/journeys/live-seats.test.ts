import type { Page } from 'playwright-core';
import { expect, it, onTestFinished } from 'vitest';
import { holdSeats, setSaleRules } from '@safiri/contracts';
import { newId } from '@safiri/kernel';
import { expectAccessible } from '../browser/axe.ts';
import { hold, tickSeats, whoTravels } from '../browser/buying.ts';
import { numberOf, openSeatMap, seat, takeSeats, takenSeat } from '../browser/seat-maps.ts';
import { openStage } from '../browser/stage.ts';
import { must, newGuest } from '../product/buyer.ts';
import { busToHuye } from '../product/purchases.ts';
import { operator, signedIn } from '../product/signed-in.ts';

const stage = openStage();

it('a seat that somebody else takes is shown taken at once, unchosen and said aloud, and is free again when it is given back', async () => {
  const [quick, slow] = [(await stage.visitor()).page, (await stage.visitor()).page];
  await Promise.all([
    openSeatMap(quick, stage.product.address, '05:30'),
    openSeatMap(slow, stage.product.address, '05:30'),
  ]);
  await tickSeats(quick, ['4A', '5C']);
  await tickSeats(slow, ['4A', '4B']);
  await slow.evaluate(`document.body.dataset.drawn = 'once'`);
  await hold(quick);
  await whoTravels(quick).waitFor();

  await takenSeat(slow, '4A').waitFor();
  await slow.getByRole('alert').getByText('Somebody else was quicker.').waitFor();
  await slow.getByText('Seat 4A is taken now. Please choose others.').waitFor();
  await slow.getByText('Your other choice, seat 4B, is still free and still ticked.').waitFor();
  await slow.getByRole('status').getByText('Seat 5C was just taken.').waitFor();
  expect(await takenSeat(slow, '4A').isDisabled()).toBe(true);
  expect(await seat(slow, '4B').isChecked()).toBe(true);
  // The seat that had the focus is gone: the focus is where that is told, not at the top of the page.
  expect(await slow.evaluate('document.activeElement === document.body')).toBe(false);
  await expectAccessible(slow, 'live-seat-lost');

  await quick.getByRole('button', { name: 'Give the seats back' }).click();
  await slow.getByRole('status').getByText('Seats 4A, 5C are free again.').waitFor();
  expect(await seat(slow, '4A').isChecked()).toBe(false);
  await tickSeats(slow, ['4A']);
  expect(await slow.getByRole('alert').count()).toBe(0);
  expect(await slow.evaluate('document.body.dataset.drawn')).toBe('once');
  await hold(slow);
  await whoTravels(slow).waitFor();
  await slow.getByText('Seats 4A, 4B').waitFor();
});

it("one's own hold is nobody else's", async () => {
  const { page } = await stage.visitor();
  await openSeatMap(page, stage.product.address, '06:30');
  await tickSeats(page, ['1B', '1C']);
  const alerts: string[] = [];
  await page.exposeFunction('sayAlert', (text: string) => alerts.push(text));
  await page.evaluate(`new MutationObserver(() => {
    const alert = document.querySelector('[role=alert]');
    if (alert !== null) sayAlert(alert.textContent);
  }).observe(document.body, { childList: true, subtree: true })`);
  await hold(page);
  await whoTravels(page).waitFor();
  expect(alerts).toEqual([]);
});

it('a page that is not looked at follows nothing, and is current when somebody comes back to it', async () => {
  const { page } = await stage.visitor();
  const following = page.waitForRequest(isUpdates);
  await openSeatMap(page, stage.product.address, '07:30');
  await following;
  const left = page.waitForEvent('requestfailed', isUpdates);
  await show(page, 'hidden');
  await left;
  await takeSeats(stage.product.address, '07:30', [1]);
  await show(page, 'visible');
  await takenSeat(page, '1B').waitFor();
});

it('where streams do not come through, the map is asked for', async () => {
  const { page } = await stage.visitor();
  const asked = Promise.withResolvers<undefined>();
  const isHeld = Promise.withResolvers<undefined>();
  await page.route('**/seat-map/updates*', async (route) => {
    asked.resolve(undefined);
    await isHeld.promise;
    await route.fulfill({ status: 503, contentType: 'application/problem+json', body: '{}' });
  });
  await openSeatMap(page, stage.product.address, '08:30');
  await asked.promise;
  await takeSeats(stage.product.address, '08:30', [1]);
  isHeld.resolve(undefined);
  await takenSeat(page, '1B').waitFor();
  await page.getByRole('status').getByText('What you see here is not live at the moment.').waitFor();
});

it('who travels alone as a woman is asked where the company has that rule, and alone sees seats that are for her', async () => {
  const { address } = stage.product;
  const woman = await newGuest(address);
  const { tripId, companyId, from, to } = await busToHuye(woman, '18:30');
  const staff = await signedIn(address, operator);
  const setRule = async (womenBesideWomen: boolean): Promise<void> =>
    void (await must(() => staff(setSaleRules, { params: { companyId }, body: { womenBesideWomen } })));
  onTestFinished(async () => await setRule(false));
  const [{ page }, plain] = [await stage.visitor(), (await stage.visitor({ javaScriptEnabled: false })).page];
  await openSeatMap(page, address, '18:30');
  const question = (on: Page) => on.getByRole('checkbox', { name: 'I travel alone as a woman' });
  expect(await question(page).count()).toBe(0);
  await setRule(true);
  const trips = [{ tripId, from: from.index, to: to.index, seats: [await numberOf(page, '4A')] }];
  await must(() => woman(holdSeats, { body: { trips, womenOnly: true }, idempotencyKey: newId() }));

  const beside = (on: Page) => on.getByRole('checkbox', { name: 'Seat 4B, for women who travel alone' });
  await page.reload();
  expect(await beside(page).isDisabled()).toBe(true);
  await question(page).check();
  await beside(page).check();
  await expectAccessible(page, 'women-alone');
  await question(page).uncheck();
  expect(await beside(page).isChecked()).toBe(false);

  await openSeatMap(plain, address, '18:30');
  await question(plain).check();
  await plain.getByRole('button', { name: 'Show my seats' }).click();
  await beside(plain).check();
  await hold(plain);
  await whoTravels(plain).waitFor();
  await plain.getByText('Seat 4B').first().waitFor();
  await takenSeat(page, '4B').waitFor();
});

const isUpdates = (request: { url(): string }) => request.url().includes('/seat-map/updates');

/** As a browser does when another tab, or nothing at all, is looked at. */
async function show(page: Page, state: 'hidden' | 'visible'): Promise<void> {
  await page.evaluate(`
    Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => '${state}' });
    document.dispatchEvent(new Event('visibilitychange'));
  `);
}
