import type { Locator } from 'playwright-core';
import { expect, it } from 'vitest';
import { addDays } from '@safiri/kernel';
import {
  chooseTrip,
  codes,
  hold,
  holdSeatsOf,
  nameTravellers,
  payFrom,
  suggestion,
  tickSeats,
  untilTickets,
  waiting,
  whoTravels,
} from '../browser/buying.ts';
import { pollingPatience, shoot } from '../browser/open-browser.ts';
import { readQr } from '../browser/read-qr.ts';
import { scan, standAtTomorrowsBus } from '../browser/scanning.ts';
import { signIn } from '../browser/signing-in.ts';
import { openStage } from '../browser/stage.ts';
import { newGuest } from '../product/buyer.ts';
import { tomorrow } from '../product/days.ts';
import { bought, orderOf, smsTo, tokensOf } from '../product/purchases.ts';
import { driver } from '../product/signed-in.ts';

const stage = openStage();

it('a guest finds a trip, holds two seats, pays by phone and gets tickets whose codes scanners read', async () => {
  const { page } = await stage.visitor();
  await page.goto('/');
  await (await suggestion(page, { field: 'From', typed: 'Kig', place: 'Kigali' })).click();
  await (await suggestion(page, { field: 'To', typed: 'huy', place: 'Huye' })).click();
  await page.getByLabel('Date').fill(tomorrow);
  await page.getByRole('button', { name: 'Find buses' }).click();
  await page.getByRole('heading', { level: 1, name: 'Kigali, Nyabugogo to Huye' }).waitFor();
  await chooseTrip(page, '05:30');
  await tickSeats(page, ['3A', '3B']);
  await page.getByText('2 seats: 3A, 3B').waitFor();
  await page.getByText('RWF 8,000').waitFor();
  await hold(page);
  await whoTravels(page).waitFor();
  await nameTravellers(page, { names: ['Aline Uwase', 'Eric Mugabo'], phone: '0788 123 456' });
  // An ordinary number: its prompt is out for some seconds, then the simulated person approves it.
  await page.getByRole('button', { name: 'Pay RWF 8,000' }).click();
  await waiting(page).waitFor();
  await page.getByText('We asked +250788123456 for RWF 8,000.').waitFor();
  const link = await untilTickets(page, 2);
  await shoot(page, 'thread-tickets');

  const order = await orderOf(stage.product.address, link);
  expect(order).toMatchObject({ status: 'confirmed', total: { amountMinor: 8000, currency: 'RWF' } });
  expect(await Promise.all([readQr(codes(page).nth(0)), readQr(codes(page).nth(1))])).toEqual(tokensOf(order));
  expect(order.claims.map((claim) => [claim.passengerName, claim.seatLabel])).toEqual([
    ['Aline Uwase', '3A'],
    ['Eric Mugabo', '3B'],
  ]);
});

it('what is typed before the script of a page has come counts', async () => {
  const { page } = await stage.visitor();
  const { promise: scriptMayCome, resolve: letScriptCome } = Promise.withResolvers<void>();
  await page.route('**/assets/*.js', async (route) => {
    await scriptMayCome;
    await route.continue();
  });
  await page.goto('/', { waitUntil: 'commit' });
  await page.getByRole('combobox', { name: 'From' }).fill('Kigali');
  letScriptCome();
  await (await suggestion(page, { field: 'To', typed: 'huy', place: 'Huye' })).click();
  await page.getByRole('combobox', { name: 'From' }).press('End');
  await page.getByLabel('Date').fill(tomorrow);
  await page.getByRole('button', { name: 'Find buses' }).click();
  await page.getByRole('heading', { level: 1, name: 'Kigali, Nyabugogo to Huye' }).waitFor();
});

it('without JavaScript the whole way works the same', async () => {
  const { page } = await stage.visitor({ javaScriptEnabled: false });
  await holdSeatsOf(page, { from: 'Kigali', to: 'Huye', date: tomorrow, departs: '11:30' }, ['6A', '6B']);
  await nameTravellers(page, { names: ['Aline Uwase', 'Eric Mugabo'], phone: '0788 200 304' });
  // Long enough to see the page that waits, which fetches itself again.
  await payFrom(page, '0788 123 456');
  await waiting(page).waitFor();
  const link = await untilTickets(page, 2);
  await shoot(page, 'no-script-ticket');
  const tokens = tokensOf(await orderOf(stage.product.address, link));
  expect(await Promise.all([readQr(codes(page).nth(0)), readQr(codes(page).nth(1))])).toEqual(tokens);

  const door = (await stage.visitor({ javaScriptEnabled: false })).page;
  await signIn(door, driver);
  await standAtTomorrowsBus(door, '11:30');
  expect(await scan(door, tokens[0] ?? '')).toContain('Welcome aboard');
  expect(await scan(door, tokens[0] ?? '')).toContain('Already boarded');
  await shoot(door, 'no-script-scan');
});

it('the SMS has the link, and whoever has the link sees the ticket', async () => {
  const { address } = stage.product;
  const order = await bought(await newGuest(address), { departs: '06:30', seats: [1], phone: '+250788200300' });
  await expect.poll(async () => await smsTo(address, '+250788200300'), pollingPatience).toHaveLength(1);
  const { page } = await stage.visitor();
  await page.goto('/dev/inbox?to=%2B250788200300');
  await page.getByRole('link', { name: `/t/${order.link}` }).click();
  expect(await untilTickets(page, 1)).toBe(order.link);
  expect([await readQr(codes(page))]).toEqual(tokensOf(order));
});

it('a driver lets a ticket aboard once, and a forged one or one of another bus not at all', async () => {
  const guest = await newGuest(stage.product.address);
  const [first = '', second = ''] = tokensOf(await bought(guest, { departs: '07:30', seats: [4, 5] }));
  const { page } = await stage.visitor();
  await signIn(page, driver);

  await standAtTomorrowsBus(page, '08:30');
  expect(await scan(page, first)).toContain('Wrong trip');
  await standAtTomorrowsBus(page, '07:30');
  expect(await scan(page, first)).toMatch(/Welcome aboard[^]*2A[^]*Passenger 2A/);
  await shoot(page, 'scan-accepted');
  expect(await scan(page, first)).toContain('Already boarded');
  await shoot(page, 'scan-already-boarded');
  expect(await scan(page, forgedFrom(second))).toContain('Not a genuine ticket');
  expect(await scan(page, 'https://example.com/a-poster')).toContain('Not a genuine ticket');
  expect(await scan(page, second)).toContain('Welcome aboard');
});

it('the ticket prints whole, without the frame of the website, and its picture is a ticket too', async () => {
  const order = await bought(await newGuest(stage.product.address), { departs: '10:30', seats: [8, 9] });
  const { page } = await stage.visitor();
  await page.goto(`/t/${order.link}`);
  await untilTickets(page, 2);
  await page.emulateMedia({ media: 'print' });
  expect(await page.getByRole('link', { name: 'My tickets' }).isVisible()).toBe(false);
  expect(await page.getByRole('button', { name: 'Print' }).isVisible()).toBe(false);
  expect(await readQr(codes(page).first())).toBe(tokensOf(order)[0]);
  await shoot(page, 'ticket-printed');
  expect((await page.pdf({ format: 'A4' })).subarray(0, 5).toString()).toBe('%PDF-');

  const picture = await codes(page).first().screenshot();
  const door = (await stage.visitor()).page;
  await signIn(door, driver);
  await standAtTomorrowsBus(door, '10:30');
  await door.getByLabel('Choose a picture').setInputFiles({ name: 't.png', mimeType: 'image/png', buffer: picture });
  await door.getByRole('heading', { name: 'Welcome aboard' }).waitFor();
});

it('times are those of the clocks at each stop: across a border, overnight, and for who boards after midnight', async () => {
  const [dayAfter, page] = [addDays(tomorrow, 1), (await stage.visitor()).page];
  await page.goto('/');
  await page.getByRole('combobox', { name: 'From' }).fill('Kigali');
  await page.getByRole('combobox', { name: 'To' }).fill('Kampala, Namirembe Road');
  await page.getByLabel('Date').fill(tomorrow);
  await page.getByRole('button', { name: 'Find buses' }).click();
  const leaving = (time: string): Locator =>
    page.getByRole('article').filter({ has: page.getByRole('heading', { name: `${time}, Imisozi Express` }) });
  const [byDay, byNight] = [leaving('05:00'), leaving('19:00')];
  await byNight.waitFor();
  await shoot(page, 'cross-border');
  expect(await timesIn(byDay)).toEqual([`${tomorrow}T03:00:00.000Z 05:00`, `${tomorrow}T13:30:00.000Z 16:30`]);
  expect(await byDay.innerText()).toMatch(/GMT\+2[^]*GMT\+3/);
  expect(await byDay.innerText()).not.toContain(shortDay(dayAfter));
  expect(await timesIn(byNight)).toEqual([`${tomorrow}T17:00:00.000Z 19:00`, `${dayAfter}T03:30:00.000Z 06:30`]);
  expect(await byNight.innerText()).toContain(shortDay(dayAfter));

  await page.goto('/');
  await page.getByRole('combobox', { name: 'From' }).fill('Mbarara');
  await page.getByRole('combobox', { name: 'To' }).fill('Masaka');
  await page.getByLabel('Date').fill(dayAfter);
  await page.getByRole('button', { name: 'Find buses' }).click();
  // It left Kigali the evening before.
  await chooseTrip(page, '02:05');
  await page.getByText(`Imisozi Express · ${shortDay(dayAfter)}`).waitFor();
  await tickSeats(page, ['1B']);
  await hold(page);
  await nameTravellers(page, { names: ['Aline Uwase'], phone: '+256 772 000 001' });
  await payFrom(page, '0788 000 000');
  await untilTickets(page, 1);
  await page.getByText(`${shortDay(dayAfter)} · Imisozi Express`).waitFor();
  expect(await timesIn(page.getByRole('article'))).toEqual([
    `${tomorrow}T23:05:00.000Z 02:05`,
    `${dayAfter}T01:00:00.000Z 04:00`,
  ]);
});

/** Each time that an element shows: the instant it means and how it is written. */
async function timesIn(element: Locator): Promise<string[]> {
  const times = await element.locator('time:visible').all();
  return await Promise.all(
    times.map(async (time) => `${await time.getAttribute('datetime')} ${await time.innerText()}`),
  );
}

/** "Mon 23 Nov", as a British browser gets it. */
function shortDay(date: string): string {
  return new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric', month: 'short', timeZone: 'UTC' })
    .format(Date.parse(date))
    .replace(',', '');
}

/** The code with another character in its middle. */
function forgedFrom(token: string): string {
  const middle = Math.floor(token.length / 2);
  return `${token.slice(0, middle)}${token[middle] === '7' ? '8' : '7'}${token.slice(middle + 1)}`;
}
