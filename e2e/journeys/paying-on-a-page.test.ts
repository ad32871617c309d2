import { it } from 'vitest';
import { holdSeatsOf, nameTravellers, untilTickets } from '../browser/buying.ts';
import { openStage } from '../browser/stage.ts';
import { tomorrow } from '../product/days.ts';

const stage = openStage({ SAFIRI_SIMULATORS: 'momo,mpesa,paypal,card' });
const trip = { from: 'Kigali', to: 'Huye', date: tomorrow };

it('a payer types a card on the acquirer’s page, confirms at the bank and comes back to the tickets', async () => {
  const { page } = await stage.visitor();
  await holdSeatsOf(page, { ...trip, departs: '05:30' }, ['3A']);
  await nameTravellers(page, { names: ['Aline Uwase'], phone: '0788 123 456' });
  await page.getByRole('button', { name: 'Go on to the card page' }).click();
  await page.getByRole('link', { name: 'Go to the card page' }).click();
  await page.getByLabel('Card number').fill('4000 0000 0000 3220');
  await page.getByRole('button', { name: 'Pay RWF' }).click();
  await page.getByLabel('Code from your bank').fill('111111');
  await page.getByRole('button', { name: 'Confirm' }).click();
  await untilTickets(page, 1);
});

it('without JavaScript, a payer who comes back unpaid gives it up, is told, and pays by phone', async () => {
  const { page } = await stage.visitor({ javaScriptEnabled: false });
  await holdSeatsOf(page, { ...trip, departs: '05:30' }, ['4A']);
  await nameTravellers(page, { names: ['Eric Mugabo'], phone: '0788 123 456' });
  await page.getByRole('button', { name: 'Go on to the card page' }).click();
  await page.getByRole('link', { name: 'Go to the card page' }).click();
  await page.getByRole('button', { name: 'Back to the shop' }).click();
  await page.getByRole('heading', { name: 'Finish the payment on its page' }).waitFor();
  await page.getByRole('button', { name: 'Pay in another way' }).click();
  await page.getByText('It was declined, or not approved.').waitFor();
  await page.getByRole('button', { name: 'Pay RWF' }).click();
  await untilTickets(page, 1);
});

it('a payer approves on PayPal’s page what a bus costs in dollars', async () => {
  const { page } = await stage.visitor();
  const shuttle = { from: 'Nairobi, Jeevanjee Gardens', to: 'Arusha', date: tomorrow, departs: '08:30' };
  await holdSeatsOf(page, shuttle, ['3A']);
  await nameTravellers(page, { names: ['Wanjiru Kamau'], phone: '0712 345 678' });
  await page.getByRole('button', { name: 'Go on to PayPal' }).click();
  await page.getByRole('link', { name: 'Go to PayPal' }).click();
  await page.getByRole('button', { name: /^Pay / }).click();
  await untilTickets(page, 1);
});

it('a Kenyan payer approves the prompt of M-Pesa', async () => {
  const { page } = await stage.visitor();
  await holdSeatsOf(page, { from: 'Voi', to: 'Mombasa', date: tomorrow, departs: '13:25' }, ['3A']);
  await nameTravellers(page, { names: ['Wanjiru Kamau'], phone: '0712 345 678' });
  const form = page.locator('form').filter({ has: page.getByRole('heading', { name: 'M-Pesa' }) });
  await form.getByLabel('Number that pays').fill('0712 345 678');
  await form.getByRole('button', { name: /^Pay / }).click();
  await untilTickets(page, 1);
});
