import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import type { Client } from '@safiri/client';
import type { Order } from '@safiri/contracts';
import { codes, payFrom, untilTickets, waiting, whoTravels } from '../browser/buying.ts';
import { pollingPatience, shoot } from '../browser/open-browser.ts';
import { openStage } from '../browser/stage.ts';
import { ask, readBooks } from '../product/books.ts';
import { clientOf, newGuest, newGuestToken } from '../product/buyer.ts';
import { bought, checkedOut, filled, smsTo } from '../product/purchases.ts';
import { holdEnds } from '../product/time-passes.ts';
import { passTime, untilQuiet } from '../product/wallet.ts';

const stage = openStage();

/** A prompt lives five minutes; a late answer comes after a quarter of an hour (simulators/momo/README.md). */
const promptSeconds = 300;
const lateSeconds = 900;

it('a declined payment takes no money and no seats: another number pays', async () => {
  const { page } = await readyToPay({ departs: '05:30', seats: [1] });
  await payFrom(page, '0788 000 001');
  await expectFailure(page, 'It was declined on the phone.');
  await shoot(page, 'declined');
  await payFrom(page, '0788 000 000');
  await untilTickets(page, 1);
});

it('why a payment failed is said in words, and the order waits for another number each time', async () => {
  const { page } = await readyToPay({ departs: '06:30', seats: [1] });
  await payFrom(page, '0788 000 010');
  await expectFailure(page, 'There is not enough money in the wallet.');
  await payFrom(page, '0788 000 011');
  await expectFailure(page, 'The wallet has reached its limit.');
  await payFrom(page, '0788 000 012');
  await expectFailure(page, 'The number has no mobile money account.');
});

it('C3 a prompt that nobody answers is over after its time, and the seats can still be paid', async () => {
  const { page } = await readyToPay({ departs: '09:30', seats: [1] });
  await payFrom(page, '0788 000 002');
  await waiting(page).waitFor();
  await passTime(stage.product.simulator, promptSeconds + 1);
  await expectFailure(page, 'The prompt was not approved in time.');
  await payFrom(page, '0788 000 000');
  await untilTickets(page, 1);
});

it('C1 money that comes after the hold is over buys the seats as long as they are free', async () => {
  const { page, order } = await readyToPay({ departs: '10:30', seats: [1, 2] });
  await payFrom(page, '0788 000 004');
  await waiting(page).waitFor();
  await holdEnds(await stage.product.databaseUrl(), order.orderId);
  await page.reload();
  // While money may still come, nobody is told that it is over.
  await waiting(page).waitFor();
  await passTime(stage.product.simulator, lateSeconds);
  await untilTickets(page, 2);
});

it('C1 money that comes when somebody else has a seat buys others as good, which are kept or given back for all of it', async () => {
  const { simulator, address } = stage.product;
  const token = await newGuestToken(address);
  const order = await checkedOut(clientOf(address, token), {
    departs: '17:30',
    seats: [1, 2],
    phone: '+250788200403',
  });
  const { page } = await stage.visitor({ token, javaScriptEnabled: false });
  await page.goto(`/orders/${order.orderId}`);
  await payFrom(page, '0788 000 004');
  await waiting(page).waitFor();
  await holdEnds(await stage.product.databaseUrl(), order.orderId);
  await bought(await newGuest(address), { departs: '17:30', seats: [2] });
  await passTime(simulator, lateSeconds);
  // The page goes on by itself, also without script.
  await page.getByText('Your payment came late: you have other seats').waitFor();
  const [was, is] = [
    order.claims.map((claim) => claim.seatLabel),
    seatsShown(await page.getByRole('status').allInnerTexts()),
  ];
  expect(is).toMatch(new RegExp(`^Seats .* instead of ${was.join(', ')}, at the same price`));
  const texts = async () => (await smsTo(address, '+250788200403')).map((sms) => sms.text).join(' ');
  await expect.poll(texts, pollingPatience).toContain('Your payment came late: seats');
  await page.getByRole('button', { name: 'Give everything back' }).click();
  await page.getByText('You gave everything back. All of your RWF 8,000').waitFor();
  expect(await codes(page).count()).toBe(0);
  await passTime(simulator, 60);
  await expect.poll(texts, pollingPatience).toContain('was sent back to you');
  const refunds = (await readBooks(simulator, 'refunds')).filter((refund) => refund['status'] === 'SUCCESSFUL');
  expect(refunds.map((refund) => refund['amountMinor'])).toEqual([8000]);
});

it('C1 money that comes when the bus is full goes back, the page says so all the way, and offers the next bus', async () => {
  const { simulator, address } = stage.product;
  const { page, order } = await readyToPay({ departs: '11:30', seats: [1, 2], phone: '+250788200401' });
  await payFrom(page, '0788 000 004');
  await waiting(page).waitFor();
  await holdEnds(await stage.product.databaseUrl(), order.orderId);
  await filled(address, '11:30');
  await passTime(simulator, lateSeconds);
  await page.getByRole('heading', { name: 'Your money is being given back' }).waitFor();
  await page.getByText(/(is on its way|was given) back to the number that paid/).waitFor();
  await passTime(simulator, 60);
  await lookedAtUntil(page, 'RWF 8,000 was given back to the number that paid.');
  await shoot(page, 'unallocated');

  expect(await chargesOf(order)).toHaveLength(1);
  const refunds = (await readBooks(simulator, 'refunds')).filter((refund) => refund['status'] === 'SUCCESSFUL');
  expect(refunds.map((refund) => refund['amountMinor'])).toContain(8000);
  const texts = async () => (await smsTo(address, '+250788200401')).map((sms) => sms.text).join(' ');
  await expect.poll(texts, pollingPatience).toContain('your payment came after the seats were gone');
  await expect.poll(texts, pollingPatience).toContain('was sent back to you');
  await page.getByRole('button', { name: 'Take 2 seats for' }).first().click();
  await whoTravels(page).waitFor();
  await page.getByText('12:30').first().waitFor();
});

it('C2 a callback that comes twice makes one booking, one ticket and one SMS', async () => {
  const { simulator, address } = stage.product;
  const { page, order } = await readyToPay({ departs: '12:30', seats: [1], phone: '+250788200402' });
  await payFrom(page, '0788 000 005');
  await untilTickets(page, 1);
  expect(await codes(page).count()).toBe(1);
  await untilQuiet(simulator);
  await expect
    .poll(async () => await ask(await stage.product.databaseUrl(), stillToTell), pollingPatience)
    .toEqual([{ count: 0 }]);
  const [counts] = await ask(
    await stage.product.databaseUrl(),
    `select (select count(*) from ticketing.tickets where order_id = '${order.orderId}')::int as tickets,
            (select count(*) from ticketing.order_payments where order_id = '${order.orderId}')::int as payments,
            (select count(*) from notification.deliveries where order_id = '${order.orderId}')::int as messages`,
  );
  expect(counts).toEqual({ tickets: 1, payments: 1, messages: 1 });
  expect(await smsTo(address, '+250788200402')).toHaveLength(1);
  expect(await chargesOf(order)).toHaveLength(1);
});

it.each([
  ['a callback that is lost', '0788 000 006', '13:30'],
  ['a request that the operator accepted but answered with an error', '0788 000 008', '14:30'],
  ['a request whose connection was cut', '0788 000 016', '15:30'],
])('%s costs seconds, not the ticket', async (_what, number, departs) => {
  const { page, order } = await readyToPay({ departs, seats: [1] });
  await payFrom(page, number);
  await untilTickets(page, 1);
  expect(await chargesOf(order)).toHaveLength(1);
});

it('C2 the button pressed twice, and again in another tab, asks for the money once', async () => {
  const { page, order } = await readyToPay({ departs: '16:30', seats: [1] });
  const other = await page.context().newPage();
  await other.goto(`/orders/${order.orderId}`);
  await page.getByLabel('Number that pays').fill('0788 123 456');
  await page.getByRole('button', { name: /^Pay / }).dblclick();
  await waiting(page).waitFor();
  await payFrom(other, '0788 000 000');
  await passTime(stage.product.simulator, 5);
  await untilTickets(page, 1);
  await untilTickets(other, 1);
  expect(await chargesOf(order)).toHaveLength(1);
});

/** The line that says which seats there are instead of which. */
function seatsShown(notices: readonly string[]): string | undefined {
  return notices.flatMap((notice) => notice.split('\n')).find((line) => line.includes('instead of'));
}

/** A guest at the page that asks for money. */
async function readyToPay(
  wish: Parameters<typeof checkedOut>[1],
): Promise<{ page: Page; order: Order; client: Client }> {
  const { address } = stage.product;
  const token = await newGuestToken(address);
  const client = clientOf(address, token);
  const order = await checkedOut(client, wish);
  const { page } = await stage.visitor({ token });
  await page.goto(`/orders/${order.orderId}`);
  return { page, order, client };
}

async function expectFailure(page: Page, sentence: string): Promise<void> {
  await page.getByRole('alert').getByText('The payment did not go through.').waitFor();
  await page.getByText(`${sentence} No money was taken. Your seats are still kept`).waitFor();
}

/** A page that looks for news seldom looks at once when its phone wakes up. */
async function lookedAtUntil(page: Page, sentence: string): Promise<void> {
  await expect
    .poll(async () => {
      await page.dispatchEvent('html', 'visibilitychange');
      return await page.getByText(sentence).count();
    }, pollingPatience)
    .toBe(1);
}

async function chargesOf({ reference }: Order): Promise<Record<string, unknown>[]> {
  const charges = await readBooks(stage.product.simulator, 'charges');
  return charges.filter(
    (charge) => String(charge['externalId']).includes(reference) && charge['status'] === 'SUCCESSFUL',
  );
}

/** News and messages that are still on their way inside the product. */
const stillToTell = `
  select ((select count(*) from payment.outbox) + (select count(*) from ticketing.outbox) + (select count(*) from qr.outbox)
        + (select count(*) from queue.job where state in ('created', 'retry', 'active') and name !~ '-dead$')
        + (select count(*) from notification.deliveries where status = 'waiting'))::int as count`;
