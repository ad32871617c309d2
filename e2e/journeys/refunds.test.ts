import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { setRefundPolicy, type Order, type RefundTier } from '@safiri/contracts';
import { expectAccessible } from '../browser/axe.ts';
import { codes } from '../browser/buying.ts';
import { pollingPatience } from '../browser/open-browser.ts';
import { openStage } from '../browser/stage.ts';
import { readBooks } from '../product/books.ts';
import { clientOf, must, newGuest, newGuestToken } from '../product/buyer.ts';
import { bought, busToHuye, checkedOut, smsTo } from '../product/purchases.ts';
import { operator, signedIn } from '../product/signed-in.ts';
import { passTime } from '../product/wallet.ts';

const stage = openStage();

/** What the bus to Huye gives back of a seat that cost RWF 4,000: three quarters, less RWF 100. */
const back = 'RWF 2,900';

it('C8: one of two passengers is cancelled in the browser: the page shows what is kept and why, then how far the money is', async () => {
  const { simulator, address } = stage.product;
  await sellsUnder({ hoursBefore: 1, refundedPercent: 75, feePerSeat: { amountMinor: 100, currency: 'RWF' } });
  const token = await newGuestToken(address);
  const order = await bought(clientOf(address, token), { departs: '05:30', seats: [1, 2], phone: '+250788200801' });
  const { page } = await stage.visitor({ token });
  await page.goto(`/t/${order.link}`);
  await page.getByRole('link', { name: 'Cancel or get money back' }).click();
  await page.getByRole('button', { name: 'Show what I get back' }).click();
  await page.getByRole('alert').getByText('Choose at least one ticket.').waitFor();
  await expectAccessible(page, 'refund-choose');
  await firstSeat(page, order).check();
  await page.getByRole('button', { name: 'Show what I get back' }).click();
  await page.getByRole('heading', { name: `You get ${back} back` }).waitFor();
  await page
    .getByText('Until an hour before departure 75 % of the fare go back. RWF 100 are kept for each seat.')
    .waitFor();
  await expectAccessible(page, 'refund-quote');
  // A double click, and the same offer in another tab.
  const other = await page.context().newPage();
  await other.goto(page.url());
  await page.getByRole('button', { name: `Cancel and get ${back} back` }).dblclick();
  await page.getByText(`${back} are on their way back to MTN Mobile Money.`).waitFor();
  await other.getByRole('button', { name: `Cancel and get ${back} back` }).click();
  await other.getByRole('heading', { name: 'Your 2 tickets' }).waitFor();
  await other.close();
  await page.getByText('This ticket is cancelled').waitFor();
  expect(await codes(page).count()).toBe(1);
  await passTime(simulator, 60);
  await page.getByText(`${back} were given back to MTN Mobile Money.`).waitFor();
  expect(await refundsOf(order)).toEqual([2_900]);
  const texts = async () => (await smsTo(address, '+250788200801')).map((sms) => sms.text);
  await expect.poll(texts, pollingPatience).toHaveLength(3);
  expect((await texts()).join(' ')).toContain('your tickets are cancelled as you wished');
});

it('without script, by the link alone, a seat is given up for nothing when it is too late for money', async () => {
  await sellsUnder({ hoursBefore: 8_760, refundedPercent: 100, feePerSeat: null });
  const order = await bought(await newGuest(stage.product.address), { departs: '06:30', seats: [1] });
  const { page } = await stage.visitor({ javaScriptEnabled: false });
  await page.goto(`/t/${order.link}/refund`);
  await firstSeat(page, order).check();
  await page.getByRole('button', { name: 'Show what I get back' }).click();
  await page.getByRole('heading', { name: 'You get no money back' }).waitFor();
  await page.getByText('It is too close to departure').waitFor();
  await page.getByRole('button', { name: 'Give the seat up' }).click();
  await page.getByText('This booking is cancelled.').waitFor();
  expect(await page.getByRole('link', { name: 'Cancel or get money back' }).count()).toBe(0);
  expect(await refundsOf(order)).toEqual([]);
});

it('credit is taken instead of money in the browser, and is offered for the next seat', async () => {
  await sellsUnder({ hoursBefore: 1, refundedPercent: 50, feePerSeat: null, creditPercent: 90 });
  const token = await newGuestToken(stage.product.address);
  const client = clientOf(stage.product.address, token);
  const order = await bought(client, { departs: '07:30', seats: [1], phone: '+250788200803' });
  const { page } = await stage.visitor({ token });
  await page.goto(`/t/${order.link}/refund`);
  await firstSeat(page, order).check();
  await page.getByRole('button', { name: 'Show what I get back' }).click();
  await page.getByRole('heading', { name: 'You get RWF 2,000 back' }).waitFor();
  await page.getByRole('heading', { name: 'Or take RWF 3,600 as credit' }).waitFor();
  await expectAccessible(page, 'refund-quote-credit');
  await page.getByRole('button', { name: 'Cancel and take RWF 3,600 credit' }).dblclick();
  await page.getByRole('heading', { name: 'You have RWF 3,600 credit' }).waitFor();
  await expectAccessible(page, 'refund-credit');
  expect(await refundsOf(order)).toEqual([]);
  const texts = async () => (await smsTo(stage.product.address, '+250788200803')).map((sms) => sms.text).join(' ');
  await expect.poll(texts, pollingPatience).toMatch(/You have a voucher of RWF.3,600/);
  const next = await checkedOut(client, { departs: '08:30', seats: [1] });
  await page.goto(`/orders/${next.orderId}`);
  await page.getByRole('button', { name: /Use your credit of RWF.3,600/ }).click();
  await page.getByRole('button', { name: 'Pay RWF 400' }).waitFor();
  await expectAccessible(page, 'refund-credit-used');
});

const firstSeat = (page: Page, { claims: [first] }: Order) =>
  page.getByRole('checkbox', { name: `seat ${first?.seatLabel}` });

async function sellsUnder(tier: RefundTier): Promise<void> {
  const platform = await signedIn(stage.product.address, operator);
  const { companyId } = await busToHuye(platform, '05:30');
  await must(() => platform(setRefundPolicy, { params: { companyId }, body: { tiers: [tier] } }));
}

async function refundsOf({ reference }: Order): Promise<unknown[]> {
  const refunds = await readBooks(stage.product.simulator, 'refunds');
  return refunds
    .filter((refund) => JSON.stringify(refund).includes(reference) && refund['status'] === 'SUCCESSFUL')
    .map((refund) => refund['amountMinor']);
}
