import { expect, it } from 'vitest';
import { addDays } from '@safiri/kernel';
import { expectAccessible } from '../browser/axe.ts';
import {
  chooseTrip,
  codes,
  hold,
  holdSeatsOf,
  nameTravellers,
  payFrom,
  tickSeats,
  untilTickets,
  waiting,
  whoTravels,
} from '../browser/buying.ts';
import { shoot } from '../browser/open-browser.ts';
import { numberOf, openSeatMap, takeSeats } from '../browser/seat-maps.ts';
import { openStage } from '../browser/stage.ts';
import { ask } from '../product/books.ts';
import { newGuest } from '../product/buyer.ts';
import { tomorrow } from '../product/days.ts';
import { bought, busToHuye } from '../product/purchases.ts';
import { holdEnds } from '../product/time-passes.ts';
import { passTime } from '../product/wallet.ts';

const stage = openStage();

it('whoever is slower by a seat is told at once, keeps the other choices and takes another seat', async () => {
  const [quick, slow] = [(await stage.visitor()).page, (await stage.visitor()).page];
  // Without updates, as where the network is bad: else the seat is unchosen before it is asked for (live-seats.test.ts).
  await slow.route('**/seat-map/updates*', async (route) => await route.abort());
  await openSeatMap(quick, stage.product.address, '05:30');
  await openSeatMap(slow, stage.product.address, '05:30');
  await tickSeats(quick, ['4A']);
  await tickSeats(slow, ['4A', '4B']);
  await hold(quick);
  await whoTravels(quick).waitFor();
  await hold(slow);
  await slow.getByRole('alert').getByText('Somebody else was quicker.').waitFor();
  await slow.getByText('Seat 4A is taken now. Please choose others.').waitFor();
  await shoot(slow, 'seat-lost');
  expect(await slow.getByRole('checkbox', { name: 'Seat 4A, taken' }).isDisabled()).toBe(true);
  expect(await slow.getByRole('checkbox', { name: 'Seat 4B' }).isChecked()).toBe(true);
  await tickSeats(slow, ['4C']);
  await hold(slow);
  await whoTravels(slow).waitFor();
  await slow.getByText('Seats 4B, 4C').waitFor();
});

it('whoever lost seats takes the nearest others by a press, with the keyboard alone', async () => {
  const { page } = await stage.visitor();
  await page.route('**/seat-map/updates*', async (route) => await route.abort());
  await openSeatMap(page, stage.product.address, '17:30');
  await tickSeats(page, ['4A', '4B']);
  await takeSeats(stage.product.address, '17:30', [await numberOf(page, '4A')]);
  await hold(page);
  // The focus is where that is told; the way out comes next.
  await page.getByRole('alert').getByText('Somebody else was quicker.').waitFor();
  const instead = page.getByRole('link', { name: /^Take seats? .+ instead$/ });
  const offered = /^Take seats (.+) instead$/.exec(await instead.innerText())?.[1] ?? '';
  await page.keyboard.press('Tab');
  expect(await page.evaluate('document.activeElement.textContent')).toBe(await instead.textContent());
  await expectAccessible(page, 'seat-lost-instead');
  await page.keyboard.press('Enter');
  await page.getByText(`2 seats: ${offered}`).waitFor();
  await hold(page);
  await whoTravels(page).waitFor();
  await page.getByText(`Seats ${offered}`).waitFor();
});

it('a lost seat is told without JavaScript too', async () => {
  const { page } = await stage.visitor({ javaScriptEnabled: false });
  await openSeatMap(page, stage.product.address, '06:30');
  await tickSeats(page, ['1B', '1C']);
  await takeSeats(stage.product.address, '06:30', [1]);
  await hold(page);
  await page.getByText('Seat 1B is taken now. Please choose others.').waitFor();
  expect(await page.getByRole('checkbox', { name: 'Seat 1C' }).isChecked()).toBe(true);
  const instead = page.getByRole('link', { name: /^Take seats .+ instead$/ });
  const offered = /^Take seats (.+) instead$/.exec(await instead.innerText())?.[1] ?? '';
  await instead.click();
  for (const label of offered.split(', '))
    expect(await page.getByRole('checkbox', { name: `Seat ${label}` }).isChecked()).toBe(true);
  await hold(page);
  await whoTravels(page).waitFor();
  await page.getByText(`Seats ${offered}`).waitFor();
});

it('a hold that is over says so when the phone wakes up, and its seats can be chosen again', async () => {
  const { page } = await stage.visitor();
  const orderAddress = await holdSeatsOf(page, busAt('07:30'), ['2A']);
  await holdEnds(await stage.product.databaseUrl(), idIn(orderAddress));
  await page.dispatchEvent('html', 'visibilitychange');
  await page.getByRole('heading', { name: 'Your seats are on sale again' }).waitFor();
  await shoot(page, 'hold-expired');
  await page.getByRole('link', { name: 'Choose seats again' }).click();
  await tickSeats(page, ['2A']);
  await hold(page);
  await whoTravels(page).waitFor();
  expect(new URL(page.url()).pathname).not.toBe(orderAddress);
});

it.each([{ javaScriptEnabled: true }, { javaScriptEnabled: false }])(
  'names sent after the hold is over lead to the page that says so (%o)',
  async (options) => {
    const { page } = await stage.visitor(options);
    const orderAddress = await holdSeatsOf(page, busAt('08:30'), ['2A']);
    await holdEnds(await stage.product.databaseUrl(), idIn(orderAddress));
    await page.getByLabel('Name').fill('Aline Uwase');
    await page.getByLabel('Phone').fill('0788 123 456');
    await page.getByRole('button', { name: 'Go to payment' }).click();
    await page.getByRole('heading', { name: 'Your seats are on sale again' }).waitFor();
  },
);

it('a seat given back is free for others at once', async () => {
  const { page } = await stage.visitor();
  await holdSeatsOf(page, busAt('09:30'), ['2A']);
  await page.getByRole('button', { name: 'Give the seats back' }).click();
  await page.getByRole('heading', { name: 'You gave your seats back' }).waitFor();
  const other = (await stage.visitor()).page;
  await holdSeatsOf(other, busAt('09:30'), ['2A']);
});

it('the hold pressed twice, in a hurry or sent again by the network, is one order', async () => {
  const { page, context } = await stage.visitor();
  await openSeatMap(page, stage.product.address, '10:30');
  await tickSeats(page, ['3A', '3B']);
  const form = {
    formKey: await page.locator('input[name=formKey]').inputValue(),
    intent: 'hold',
    seat: await page.getByRole('checkbox', { name: 'Seat 3A' }).inputValue(),
  };
  await page.getByRole('button', { name: 'Hold seats' }).dblclick();
  await whoTravels(page).waitFor();
  await page.getByText('Seats 3A, 3B').waitFor();
  expect(await ordersOn('10:30')).toBe(1);

  const address = `/trips/${(await trip('11:30')).tripId}?from=0&to=4`;
  const sent = await Promise.all(
    [1, 2, 3].map(async () => await context.request.post(address, { form, maxRedirects: 0 })),
  );
  const [first, ...others] = sent.map((answer) => answer.headers()['location']);
  expect(first).toMatch(/^\/orders\//);
  expect(others).toEqual([first, first]);
  expect(await ordersOn('11:30')).toBe(1);
});

it('the back button leads to the seats, where another choice is another order', async () => {
  const { page } = await stage.visitor();
  const first = await holdSeatsOf(page, busAt('12:30'), ['2A']);
  await page.goBack();
  await page.getByRole('group', { name: 'Choose your seats' }).waitFor();
  // Their own hold counts as anybody's: only the other order gives the seat back.
  await page.getByRole('checkbox', { name: 'Seat 2A, taken' }).waitFor();
  await tickSeats(page, ['2B']);
  await hold(page);
  await whoTravels(page).waitFor();
  const second = new URL(page.url()).pathname;
  expect(second).not.toBe(first);
  await page.goto(first);
  await whoTravels(page).waitFor();
  await page.getByText('Seat 2A').first().waitFor();
});

it('reloading shows every step as it was, and a second tab sees the same order', async () => {
  const { page, context } = await stage.visitor();
  await openSeatMap(page, stage.product.address, '13:30');
  await page.reload();
  await tickSeats(page, ['5A', '5B']);
  await hold(page);
  await whoTravels(page).waitFor();
  const address = new URL(page.url()).pathname;
  await page.reload();
  await page.getByText('Seats 5A, 5B').waitFor();
  await nameTravellers(page, { names: ['Aline Uwase', 'Eric Mugabo'], email: 'aline@example.com' });
  await page.reload();
  await page.getByText('Aline Uwase, Eric Mugabo').waitFor();

  const tab = await context.newPage();
  await tab.goto(address);
  await tab.getByRole('link', { name: 'Change names or contact' }).click();
  expect(await tab.getByLabel('Name of passenger 2').inputValue()).toBe('Eric Mugabo');
  await nameTravellers(tab, { names: ['Aline Uwase', 'Erica Mugabo'], phone: '0788 123 456' });

  await payFrom(page, '0788 123 456');
  await waiting(page).waitFor();
  await page.reload();
  await waiting(page).waitFor();
  await tab.reload();
  await waiting(tab).waitFor();
  await passTime(stage.product.simulator, 5);
  const link = await untilTickets(page, 2);
  expect(await untilTickets(tab, 2)).toBe(link);
  await page.reload();
  expect(await codes(page).count()).toBe(2);
  await page.getByRole('heading', { name: 'Erica Mugabo' }).waitFor();
  // The order's old address knows where its tickets are.
  await page.goto(address);
  expect(await untilTickets(page, 2)).toBe(link);
});

it('a way there and a way back are held, paid and ticketed together', async () => {
  const { page } = await stage.visitor();
  await openSeatMap(page, stage.product.address, '14:30');
  await tickSeats(page, ['2A', '2B']);
  await page.getByText('Add a return journey').click();
  await page.getByLabel('Return on').fill(addDays(tomorrow, 1));
  await page.getByRole('button', { name: 'Find a bus back' }).click();
  await page.getByRole('heading', { level: 1, name: 'Huye to Kigali' }).waitFor();
  await page.getByText('Your way there: Kigali').waitFor();
  await shoot(page, 'return-results');
  await chooseTrip(page, '15:30');
  await tickSeats(page, ['6C', '6D']);
  await page.getByText('RWF 16,000 both ways').waitFor();
  await shoot(page, 'return-seats');
  await hold(page);
  await whoTravels(page).waitFor();
  await page.getByText('Seat 2A there, seat 6C back').waitFor();
  await nameTravellers(page, { names: ['Aline Uwase', 'Eric Mugabo'], phone: '0788 123 456' });
  await shoot(page, 'return-payment');
  await payFrom(page, '0788 000 000');
  await untilTickets(page, 4);
  expect(await page.getByRole('heading', { name: 'Aline Uwase' }).count()).toBe(2);
  expect(await page.getByText('Total: RWF 16,000').count()).toBe(1);
});

it('somebody who takes a seat of the way there before both are held costs neither way', async () => {
  const { page } = await stage.visitor();
  await openSeatMap(page, stage.product.address, '16:30');
  await tickSeats(page, ['2A']);
  await page.getByText('Add a return journey').click();
  await page.getByLabel('Return on').fill(addDays(tomorrow, 1));
  await page.getByRole('button', { name: 'Find a bus back' }).click();
  await chooseTrip(page, '16:30');
  await bought(await newGuest(stage.product.address), { departs: '16:30', seats: [4] });
  await tickSeats(page, ['6C']);
  await hold(page);
  await page.getByText('On the way there, seat 2A is taken now.').waitFor();
  await shoot(page, 'return-lost');
  const instead = await page.getByRole('link', { name: 'On the way there, take seat 2B instead' }).getAttribute('href');
  await page.getByRole('link', { name: 'Choose again' }).click();
  await page.getByRole('heading', { level: 1, name: 'Kigali, Nyabugogo bay S to Huye' }).waitFor();
  await page.goto(instead ?? '');
  await hold(page);
  await page.getByText('Seat 2B there, seat 6C back').waitFor();
});

const busAt = (departs: string) => ({ from: 'Kigali', to: 'Huye', date: tomorrow, departs });

async function trip(departs: string) {
  return await busToHuye(await newGuest(stage.product.address), departs);
}

async function ordersOn(departs: string): Promise<number> {
  const { tripId } = await trip(departs);
  const [row] = await ask(
    await stage.product.databaseUrl(),
    `select count(*)::int as count from ticketing.orders where ${tripId} = any (trip_ids)`,
  );
  return Number(row?.['count']);
}

function idIn(orderAddress: string): string {
  return orderAddress.replace('/orders/', '');
}
