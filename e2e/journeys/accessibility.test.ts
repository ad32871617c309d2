import type { Locator, Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { expectAccessible } from '../browser/axe.ts';
import { expectRoomForAll } from '../browser/room.ts';
import {
  codes,
  hold,
  payFrom,
  suggestion,
  tickSeats,
  untilTickets,
  waiting,
  whoTravels,
  type Typed,
} from '../browser/buying.ts';
import { phone, pollingPatience, shoot } from '../browser/open-browser.ts';
import { scan, standAtTomorrowsBus } from '../browser/scanning.ts';
import { register, signIn } from '../browser/signing-in.ts';
import { openStage } from '../browser/stage.ts';
import { clientOf, newGuest, newGuestToken, offersBetween } from '../product/buyer.ts';
import { tomorrow } from '../product/days.ts';
import { bought, busToHuye, checkedOut, filled, tokensOf } from '../product/purchases.ts';
import { driver, operator } from '../product/signed-in.ts';
import { holdEnds } from '../product/time-passes.ts';
import { passTime } from '../product/wallet.ts';

const stage = openStage();

it('the first page, with and without suggestions', async () => {
  const { page } = await stage.visitor();
  await page.goto('/');
  await expectAccessible(page, 'home');
  await page.goto('/?from=Kigali#places');
  await page.getByRole('heading', { name: 'where to?' }).waitFor();
  await suggestion(page, { field: 'From', typed: 'mu', place: 'Musanze' });
  await page.keyboard.press('ArrowDown');
  await page.getByRole('option', { selected: true }).waitFor();
  await expectAccessible(page, 'home-suggestions');
});

it('results: some, none, an unknown place, a place of two names', async () => {
  const { page } = await stage.visitor();
  await page.goto(searchFor('Kigali', 'Huye'));
  await page.getByRole('article').first().waitFor();
  await expectAccessible(page, 'results');
  await page.goto(searchFor('Huye', 'Mombasa'));
  await page.getByRole('heading', { name: 'No bus on this day' }).waitFor();
  await expectAccessible(page, 'results-none');
  await page.goto(searchFor('Atlantis', 'Huye'));
  await page.getByRole('alert').waitFor();
  await expectAccessible(page, 'results-unknown-place');
  await page.goto(searchFor('Kigali', 'Mu'));
  await page.getByRole('heading', { name: 'Which place do you mean?' }).waitFor();
  await expectAccessible(page, 'results-which-place');
});

it('the seat map: free, chosen, taken, lost; and that of a coach with a toilet and a place for a wheelchair', async () => {
  const { address } = stage.product;
  const { page } = await stage.visitor();
  const { tripId } = await busToHuye(await newGuest(address), '05:30');
  await checkedOut(await newGuest(address), { departs: '05:30', seats: [1] });
  // Without updates, or the seat is unchosen before it is asked for; how that looks is checked in live-seats.test.ts.
  await page.route('**/seat-map/updates*', async (route) => await route.abort());
  await page.goto(`/trips/${tripId}?from=0&to=4`);
  await tickSeats(page, ['3A', '3B']);
  await expectAccessible(page, 'seats');
  await checkedOut(await newGuest(address), { departs: '05:30', seats: [8] });
  await hold(page);
  await page.getByRole('alert').waitFor();
  await expectAccessible(page, 'seats-lost');
  const guest = await newGuest(address);
  const [coach] = await offersBetween(guest, { from: 'Voi', to: 'Mombasa', date: tomorrow });
  await page.goto(`/trips/${coach?.tripId}?from=${coach?.from.index}&to=${coach?.to.index}`);
  await page.getByRole('checkbox', { name: 'Seat 1A, accessible' }).check();
  await expectAccessible(page, 'seats-coach');
});

it('the order: held, with errors, payment, waiting, declined, ended', async () => {
  const { page } = await stage.visitor();
  const { tripId } = await busToHuye(await newGuest(stage.product.address), '06:30');
  await page.goto(`/trips/${tripId}?from=0&to=4`);
  await tickSeats(page, ['3A', '3B']);
  await hold(page);
  await whoTravels(page).waitFor();
  await expectAccessible(page, 'order-held');
  const orderId = new URL(page.url()).pathname.replace('/orders/', '');
  await page.getByLabel('Phone').fill('not a number');
  await page.getByRole('button', { name: 'Go to payment' }).click();
  await page.getByRole('alert').getByText('3 things need your attention').waitFor();
  await expectAccessible(page, 'order-errors');
  await page.getByLabel('Name of passenger 1').fill('Aline Uwase');
  await page.getByLabel('Name of passenger 2').fill('Eric Mugabo');
  await page.getByLabel('Phone').fill('0788 123 456');
  await page.getByRole('button', { name: 'Go to payment' }).click();
  await page.getByRole('heading', { name: 'Pay for your tickets' }).waitFor();
  await expectAccessible(page, 'payment');
  await payFrom(page, '0788 000 002');
  await waiting(page).waitFor();
  await expectAccessible(page, 'waiting');
  await passTime(stage.product.simulator, 301);
  await page.getByText('The payment did not go through.').waitFor();
  await expectAccessible(page, 'payment-failed');
  await holdEnds(await stage.product.databaseUrl(), orderId);
  await page.reload();
  await page.getByRole('heading', { name: 'Your seats are on sale again' }).waitFor();
  await expectAccessible(page, 'order-expired');
});

it('money that goes back', async () => {
  const { address, simulator } = stage.product;
  const token = await newGuestToken(address);
  const { orderId } = await checkedOut(clientOf(address, token), { departs: '07:30', seats: [1] });
  const { page } = await stage.visitor({ token });
  await page.goto(`/orders/${orderId}`);
  await payFrom(page, '0788 000 004');
  await waiting(page).waitFor();
  await holdEnds(await stage.product.databaseUrl(), orderId);
  await filled(address, '07:30');
  await passTime(simulator, 900);
  await page.getByRole('heading', { name: 'Your money is being given back' }).waitFor();
  await page.getByRole('heading', { name: 'The next buses with room for you' }).waitFor();
  await expectAccessible(page, 'unallocated');
});

it('other seats than ordered, kept and given back', async () => {
  const { address, simulator } = stage.product;
  const token = await newGuestToken(address);
  const { orderId } = await checkedOut(clientOf(address, token), { departs: '17:30', seats: [1] });
  const { page } = await stage.visitor({ token });
  await page.goto(`/orders/${orderId}`);
  await payFrom(page, '0788 000 004');
  await waiting(page).waitFor();
  await holdEnds(await stage.product.databaseUrl(), orderId);
  await checkedOut(await newGuest(address), { departs: '17:30', seats: [1] });
  await passTime(simulator, 900);
  await untilTickets(page, 1);
  await expectAccessible(page, 'other-seats');
  await page.getByRole('button', { name: 'Give everything back' }).click();
  await page.getByText('You gave everything back.').waitFor();
  await expectAccessible(page, 'other-seats-given-back');
});

it('tickets, those of a guest and of nobody, and the messages about them', async () => {
  const token = await newGuestToken(stage.product.address);
  const order = await bought(clientOf(stage.product.address, token), { departs: '08:30', seats: [4, 5] });
  const { page } = await stage.visitor({ token });
  await page.goto(`/t/${order.link}`);
  await untilTickets(page, 2);
  await page.getByText('The code as text').first().click();
  await expectAccessible(page, 'ticket');
  await page.goto('/my-tickets');
  await page.getByText(order.reference).first().waitFor();
  await expectAccessible(page, 'my-tickets');
  await page.goto('/dev/inbox');
  await expect
    .poll(async () => {
      await page.reload();
      return await page.getByRole('link', { name: `/t/${order.link}` }).count();
    }, pollingPatience)
    .toBe(1);
  await expectAccessible(page, 'inbox');

  const nobody = (await stage.visitor()).page;
  await nobody.goto('/my-tickets');
  await expectAccessible(nobody, 'my-tickets-none');
});

it('accounts with errors, the page that does not exist and the one that is not for everybody', async () => {
  const { page } = await stage.visitor();
  await page.goto('/sign-in');
  await expectAccessible(page, 'sign-in');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('alert').waitFor();
  await expectAccessible(page, 'sign-in-errors');
  await page.goto('/register');
  await page.getByRole('button', { name: 'Send me a code' }).click();
  await page.getByRole('alert').waitFor();
  await expectAccessible(page, 'register-errors');
  await page.goto('/reset-password');
  await expectAccessible(page, 'reset-password');
  await page.goto('/nowhere');
  await expectAccessible(page, 'not-found');
  await page.goto('/register');
  await register(page, { name: 'Aline Uwase', identifier: 'aline@example.com', password: 'four words make one' });
  await page.getByRole('heading', { name: 'My tickets' }).waitFor();
  await page.goto('/account/security');
  await expectAccessible(page, 'security');
  await page.goto('/scan');
  await expectAccessible(page, 'forbidden');
});

it('scanning: choosing the trip, ready, aboard, already aboard, forged', async () => {
  const [token = ''] = tokensOf(await bought(await newGuest(stage.product.address), { departs: '09:30', seats: [4] }));
  const { page } = await stage.visitor();
  await signIn(page, driver);
  await page.goto('/scan');
  await expectAccessible(page, 'scan-trips');
  await standAtTomorrowsBus(page, '09:30');
  await expectAccessible(page, 'scan-ready');
  await scan(page, token);
  await expectAccessible(page, 'scan-accepted');
  await scan(page, token);
  await expectAccessible(page, 'scan-already-boarded');
  await scan(page, 'no ticket at all');
  await expectAccessible(page, 'scan-forged');

  const platform = (await stage.visitor()).page;
  await signIn(platform, operator);
  await platform.goto('/scan');
  await platform.getByRole('combobox', { name: 'Company' }).waitFor();
  await expectAccessible(platform, 'scan-companies');
});

it('at 200 %, with letters twice as large, from right to left and in forced colours, everything has its place', async () => {
  const { address } = stage.product;
  const token = await newGuestToken(address);
  const { tripId } = await busToHuye(await newGuest(address), '11:30');
  const { orderId } = await checkedOut(clientOf(address, token), { departs: '11:30', seats: [5] });
  const { link } = await bought(await newGuest(address), { departs: '11:30', seats: [6] });
  const { page } = await stage.visitor({ token });
  const pages = {
    home: '/',
    results: searchFor('Kigali', 'Huye'),
    seats: `/trips/${tripId}?from=0&to=4`,
    order: `/orders/${orderId}`,
    ticket: `/t/${link}`,
  };
  for (const [name, path] of Object.entries(pages)) {
    // A window of 1280 by 800 at 200 %; one of 320 is the same at 400 %.
    for (const width of [640, 320]) {
      await page.setViewportSize({ width, height: 400 });
      await page.goto(path);
      await expectRoomForAll(page, `${name}-zoomed-${width}`);
    }
    await page.setViewportSize(phone);
    await page.evaluate("document.documentElement.style.fontSize = '200%'");
    await expectRoomForAll(page, `${name}-large-letters`);
    await shoot(page, `${name}-large-letters`);
    await page.evaluate("document.documentElement.style.fontSize = ''; document.documentElement.dir = 'rtl'");
    await expectRoomForAll(page, `${name}-from-right-to-left`);
    await shoot(page, `${name}-from-right-to-left`);
    await page.emulateMedia({ forcedColors: 'active' });
    await shoot(page, `${name}-forced-colours`);
    await page.emulateMedia({ forcedColors: 'none' });
  }
  await page.emulateMedia({ forcedColors: 'active', reducedMotion: 'reduce' });
  await page.goto(pages.seats);
  const groundOf = async (seat: string): Promise<unknown> =>
    await page.getByRole('checkbox', { name: `Seat ${seat}` }).evaluate((input): unknown => {
      const style: unknown = Reflect.apply(Reflect.get(globalThis, 'getComputedStyle'), globalThis, [
        Reflect.get(input, 'parentElement'),
      ]);
      return style instanceof Object ? Reflect.get(style, 'backgroundColor') : undefined;
    });
  const free = await groundOf('3A');
  await tickSeats(page, ['3A']);
  expect(await groundOf('3A')).not.toBe(free);
  expect(
    await page.evaluate("document.getAnimations().filter(({ playState }) => playState === 'running').length"),
  ).toBe(0);
});

it('a ticket is bought with the keyboard alone', async () => {
  const { page } = await stage.visitor();
  await page.goto('/');
  await page.keyboard.press('Tab');
  await page.getByRole('link', { name: 'Skip to content' }).and(focused(page)).waitFor();
  await page.keyboard.press('Enter');
  await pickByKeys(page, { field: 'From', typed: 'Kig', place: 'Kigali' });
  await pickByKeys(page, { field: 'To', typed: 'huy', place: 'Huye' });
  await press(page, page.getByRole('button', { name: 'Find buses' }), 'Enter');
  await press(page, page.getByRole('link', { name: 'Day after' }), 'Enter');
  await press(page, page.getByRole('link', { name: 'on the 10:30 bus of' }), 'Enter');
  await press(page, page.getByRole('checkbox', { name: 'Seat 3A' }), 'Space');
  await press(page, page.getByRole('button', { name: 'Hold seats' }), 'Enter');
  await tabTo(page, page.getByLabel('Name'));
  await page.keyboard.type('Aline Uwase');
  await tabTo(page, page.getByLabel('Phone'));
  await page.keyboard.type('0788000000');
  await page.keyboard.press('Enter');
  await press(page, page.getByRole('button', { name: /^Pay / }), 'Enter');
  await untilTickets(page, 1);
  expect(await codes(page).count()).toBe(1);
});

function searchFor(from: string, to: string): string {
  return `/search?${new URLSearchParams({ from, to, date: tomorrow }).toString()}`;
}

const focused = (page: Page): Locator => page.locator(':focus-visible');

/** More controls than any page has. */
const mostTabs = 120;

/** Tab by tab, as somebody without a mouse, until the element has the focus and shows it. */
async function tabTo(page: Page, element: Locator): Promise<void> {
  await element.first().waitFor();
  for (let tab = 0; tab < mostTabs; tab += 1) {
    if ((await element.and(focused(page)).count()) > 0) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`${String(element)} cannot be reached with the Tab key`);
}

async function press(page: Page, element: Locator, key: 'Enter' | 'Space'): Promise<void> {
  await tabTo(page, element);
  await page.keyboard.press(key);
}

async function pickByKeys(page: Page, wish: Typed): Promise<void> {
  await tabTo(page, page.getByRole('combobox', { name: wish.field }));
  await suggestion(page, wish);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
}
