import { expect, it } from 'vitest';
import { codes, untilTickets } from '../browser/buying.ts';
import { shoot } from '../browser/open-browser.ts';
import { codeFor, fillSignIn, register, signIn } from '../browser/signing-in.ts';
import { openStage } from '../browser/stage.ts';
import type { TripOffer } from '@safiri/contracts';
import { clientOf, newGuestToken, offersBetween } from '../product/buyer.ts';
import { tomorrow } from '../product/days.ts';
import { bought } from '../product/purchases.ts';
import { driver } from '../product/signed-in.ts';

const stage = openStage();
const password = 'four words make one';

it('what a guest bought moves into the account they open, and is seen on every device that signs in', async () => {
  const token = await newGuestToken(stage.product.address);
  const order = await bought(clientOf(stage.product.address, token), { departs: '05:30', seats: [4, 5] });
  const { page } = await stage.visitor({ token });
  await page.goto('/my-tickets');
  await page.getByText(order.reference).first().waitFor();
  await shoot(page, 'my-tickets-guest');

  await page.getByRole('link', { name: 'Sign in' }).first().click();
  await page.getByRole('link', { name: 'Create an account' }).click();
  await register(page, { name: 'Aline Uwase', identifier: 'aline@example.com', password });
  await page.getByRole('heading', { name: 'My tickets' }).waitFor();
  await page.getByText(order.reference).first().waitFor();
  await shoot(page, 'my-tickets');

  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('link', { name: 'Sign in' }).waitFor();
  await page.goto('/my-tickets');
  await page.getByRole('heading', { name: 'No tickets yet' }).waitFor();

  const elsewhere = (await stage.visitor({ javaScriptEnabled: false })).page;
  await signIn(elsewhere, 'aline@example.com', password);
  await elsewhere.getByRole('link', { name: `Show tickets of ${order.reference}` }).click();
  await untilTickets(elsewhere, 2);
});

it('what was bought as a guest after signing out moves with the next sign-in', async () => {
  const phone = '+250788300301';
  const first = (await stage.visitor()).page;
  await first.goto('/register');
  await register(first, { name: 'Eric Mugabo', identifier: '0788 300 301', sentTo: phone, password });
  await first.getByRole('heading', { name: 'No tickets yet' }).waitFor();

  const token = await newGuestToken(stage.product.address);
  const order = await bought(clientOf(stage.product.address, token), { departs: '06:30', seats: [4] });
  const { page } = await stage.visitor({ token });
  await signIn(page, phone, password);
  await page.getByText(order.reference).first().waitFor();
  // The link of the SMS still works for whoever has it.
  await page.goto(`/t/${order.link}`);
  expect(await codes(page).count()).toBe(1);
});

it('what is wrong with a form is said at its top and beside each field, and nothing typed is lost', async () => {
  const { page } = await stage.visitor();
  await page.goto('/register');
  const typeCode = await codeFor(page, 'taken@example.com');
  await page.getByLabel('Phone or e-mail').fill('Taken@Example.com');
  await page.getByRole('button', { name: 'Send me a code' }).click();
  await typeCode();
  await page.getByLabel('Password').fill('short');
  await page.getByRole('button', { name: 'Create account' }).click();
  await page.getByRole('alert').getByText('2 things need your attention').waitFor();
  await page.getByRole('link', { name: 'A password has at least 12 characters.' }).click();
  await page.locator('#password:focus').waitFor();
  await page.getByLabel('Your name').fill('Somebody');
  await page.getByLabel('Password').fill('password1234');
  await page.getByRole('button', { name: 'Create account' }).click();
  await page.getByRole('alert').getByText('Many people have this password').first().waitFor();
  expect(await page.getByLabel('Your name').inputValue()).toBe('Somebody');
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Create account' }).click();
  await page.getByRole('heading', { name: 'My tickets' }).waitFor();

  const other = (await stage.visitor()).page;
  await other.goto('/sign-in');
  await other.getByLabel('Phone or e-mail').fill('taken@example.com');
  await other.getByLabel('Password').fill('not the password');
  await other.getByRole('button', { name: 'Sign in' }).click();
  await other.getByRole('alert').getByText('Phone or e-mail and password do not fit together.').waitFor();
  expect(await other.getByLabel('Phone or e-mail').inputValue()).toBe('taken@example.com');
});

it('who registers again with what they have is signed in to it, and nobody else is told that it is taken', async () => {
  const first = (await stage.visitor()).page;
  await first.goto('/register');
  await register(first, { name: 'Somebody', identifier: 'again@example.com', password });
  await first.getByRole('heading', { name: 'My tickets' }).waitFor();
  const again = (await stage.visitor()).page;
  await again.goto('/register');
  const typeCode = await codeFor(again, 'again@example.com');
  await again.getByLabel('Phone or e-mail').fill('again@example.com');
  await again.getByRole('button', { name: 'Send me a code' }).click();
  await again.getByText('We sent a code to').waitFor();
  await typeCode();
  await again.getByRole('button', { name: 'Sign out' }).waitFor();
});

it('the scan page is for staff, and trips of another company are not for these staff', async () => {
  const { page } = await stage.visitor();
  await page.goto('/scan');
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  await fillSignIn(page, driver);
  await page.getByRole('heading', { name: 'Which trip do you check?' }).waitFor();
  await shoot(page, 'scan-trips');
  const { tripId } = await busOfAnotherCompany();
  expect((await page.goto(`/scan?trip=${tripId}`))?.status()).toBe(404);

  const passenger = (await stage.visitor()).page;
  await passenger.goto('/register');
  await register(passenger, { name: 'Not a driver', identifier: 'passenger@example.com' });
  await passenger.getByRole('heading', { name: 'My tickets' }).waitFor();
  await passenger.goto('/scan');
  await passenger.getByRole('heading', { name: 'Not for this account' }).waitFor();
});

it("an order and a page that are not one's own do not exist for others", async () => {
  const { address } = stage.product;
  const order = await bought(clientOf(address, await newGuestToken(address)), { departs: '07:30', seats: [4] });
  const { page } = await stage.visitor({ token: await newGuestToken(address) });
  for (const place of [`/orders/${order.orderId}`, '/t/0123456789abcdefghijkl', '/trips/1?from=3&to=1', '/nowhere']) {
    expect((await page.goto(place))?.status(), place).toBe(404);
    await page.getByRole('heading', { name: 'This page does not exist' }).waitFor();
  }
});

async function busOfAnotherCompany(): Promise<TripOffer> {
  const { address } = stage.product;
  const guest = clientOf(address, await newGuestToken(address));
  const [bus] = await offersBetween(guest, { from: 'Jinja', to: 'Kisumu', date: tomorrow });
  if (bus === undefined) throw new Error('no bus runs from Jinja to Kisumu');
  return bus;
}
