import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { pollingPatience, shoot } from '../browser/open-browser.ts';
import { readQr } from '../browser/read-qr.ts';
import { chooseTomorrowsBus, scan } from '../browser/scanning.ts';
import { signIn } from '../browser/signing-in.ts';
import { openStage } from '../browser/stage.ts';
import { newGuest } from '../product/buyer.ts';
import { bought, tokensOf } from '../product/purchases.ts';

const stage = openStage();
const admin = 'admin@imisozi-express.example';
const driverName = 'Imisozi Express driver';

/** What was made a moment ago is told once: the PIN in the headline of a notice. */
async function firstPinOf(page: Page, name: string): Promise<string> {
  await page.getByRole('button', { name: `Give a first PIN: ${name}` }).click();
  const told = await page.getByText(`First PIN of ${name}: `).innerText();
  return /\d{6}/.exec(told)?.[0] ?? '';
}

it('an admin pairs a browser, a driver signs in by PIN and scans, and after the admin has revoked it the next scan is refused', async () => {
  const [token = '', second = ''] = tokensOf(
    await bought(await newGuest(stage.product.address), { departs: '07:30', seats: [14, 15] }),
  );
  const { page: office } = await stage.visitor();
  await signIn(office, admin);
  await office.goto('/staff/devices');
  await office.getByLabel('What is it called?').fill('Bay S');
  await office.getByRole('button', { name: 'Show a pairing code' }).click();
  const address = await readQr(office.getByRole('img', { name: 'Pairing code' }));
  expect(address).toBe(`${stage.product.address}/device#${await office.locator('[data-pairing-code]').innerText()}`);
  await shoot(office, 'device-pairing-code');

  const { page: device } = await stage.visitor();
  await device.goto(address ?? '');
  await device.getByRole('button', { name: 'Pair', exact: true }).click();
  const noPin = device.getByText('Nobody has a PIN yet.').or(device.getByLabel('Who are you?'));
  await noPin.waitFor();
  const pin = await firstPinOf(office, driverName);
  await device.goto('/device');
  await device.getByLabel('Who are you?').selectOption({ label: driverName });
  await device.getByLabel('PIN', { exact: true }).fill(pin);
  await device.getByRole('button', { name: 'Begin' }).click();
  await device.getByLabel('New PIN, six digits').fill('271828');
  await shoot(device, 'device-new-pin');
  await device.getByRole('button', { name: 'Begin' }).click();
  await device.getByText(`${driverName} is at work`).waitFor();

  await chooseTomorrowsBus(device, '07:30');
  expect(await scan(device, token)).toMatch(/Welcome aboard/);
  expect(await scan(device, token)).toContain('Already boarded');
  await shoot(device, 'device-scan');

  await office.goto('/staff/devices');
  await office.getByRole('button', { name: 'Take out of use: Bay S' }).click();
  await office.getByText('Taken out of use').waitFor();
  await expect
    .poll(async () => {
      await device.goto('/device');
      await device.getByText('One moment…').waitFor({ state: 'hidden' });
      return await device.getByRole('heading', { level: 1 }).innerText();
    }, pollingPatience)
    .toBe('Pair this device');
  expect(second).not.toBe('');
});
