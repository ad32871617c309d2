import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { expectAccessible } from '../browser/axe.ts';
import { hold, tickSeats, whoTravels } from '../browser/buying.ts';
import { openStage } from '../browser/stage.ts';
import { clientOf, newGuestToken } from '../product/buyer.ts';
import { busToHuye, checkedOut } from '../product/purchases.ts';

const stage = openStage();

it('a seat that somebody else takes is shown taken at once, unchosen and said aloud, and is free again when it is given back', async () => {
  const [quick, slow] = [(await stage.visitor()).page, (await stage.visitor()).page];
  await Promise.all([openSeatMap(quick, '05:30'), openSeatMap(slow, '05:30')]);
  await tickSeats(quick, ['4A', '5C']);
  await tickSeats(slow, ['4A', '4B']);
  await slow.evaluate(`document.body.dataset.drawn = 'once'`);
  await hold(quick);
  await whoTravels(quick).waitFor();

  await taken(slow, '4A').waitFor();
  await slow.getByRole('alert').getByText('Somebody else was quicker.').waitFor();
  await slow.getByText('Seat 4A is taken now. Please choose others.').waitFor();
  await slow.getByText('Your other choice, seat 4B, is still free and still ticked.').waitFor();
  await slow.getByRole('status').getByText('Seat 5C was just taken.').waitFor();
  expect(await taken(slow, '4A').isDisabled()).toBe(true);
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
  await openSeatMap(page, '06:30');
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
  await openSeatMap(page, '07:30');
  await following;
  const left = page.waitForEvent('requestfailed', isUpdates);
  await show(page, 'hidden');
  await left;
  await holdByOther('07:30', [1]);
  await show(page, 'visible');
  await taken(page, '1B').waitFor();
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
  await openSeatMap(page, '08:30');
  await asked.promise;
  await holdByOther('08:30', [1]);
  isHeld.resolve(undefined);
  await taken(page, '1B').waitFor();
});

const isUpdates = (request: { url(): string }) => request.url().includes('/seat-map/updates');
const seat = (page: Page, label: string) => page.getByRole('checkbox', { name: `Seat ${label}` });
const taken = (page: Page, label: string) => page.getByRole('checkbox', { name: `Seat ${label}, taken` });

async function openSeatMap(page: Page, departs: string): Promise<void> {
  const { address } = stage.product;
  const { tripId, from, to } = await busToHuye(clientOf(address, await newGuestToken(address)), departs);
  await page.goto(`/trips/${tripId}?from=${from.index}&to=${to.index}`);
  await page.getByRole('group', { name: 'Choose your seats' }).waitFor();
}

async function holdByOther(departs: string, seats: readonly number[]): Promise<void> {
  const { address } = stage.product;
  await checkedOut(clientOf(address, await newGuestToken(address)), { departs, seats });
}

/** As a browser does when another tab, or nothing at all, is looked at. */
async function show(page: Page, state: 'hidden' | 'visible'): Promise<void> {
  await page.evaluate(`
    Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => '${state}' });
    document.dispatchEvent(new Event('visibilitychange'));
  `);
}
