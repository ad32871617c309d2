import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { issueVoucher, platformIssuer } from '@safiri/contracts';
import { newId } from '@safiri/kernel';
import { expectAccessible } from '../browser/axe.ts';
import { holdSeatsOf, nameTravellers, payFrom, untilTickets, waiting } from '../browser/buying.ts';
import { openStage } from '../browser/stage.ts';
import { must } from '../product/buyer.ts';
import { tomorrow } from '../product/days.ts';
import { operator, signedIn } from '../product/signed-in.ts';

const stage = openStage();

/** The code of a voucher that the platform issues. */
async function codeOf(amountMinor: number): Promise<string> {
  const staff = await signedIn(stage.product.address, operator);
  const issued = await must(() =>
    staff(issueVoucher, {
      params: { companyId: platformIssuer },
      body: {
        amount: { amountMinor, currency: 'RWF' },
        cause: 'goodwill',
        expiresAt: new Date(Date.parse(`${tomorrow}T00:00:00Z`) + 30 * 86_400_000).toISOString(),
      },
      idempotencyKey: newId(),
    }),
  );
  return issued.code ?? '';
}

async function toPayment(page: Page, departs: string, seat: string): Promise<void> {
  await holdSeatsOf(page, { from: 'Kigali', to: 'Huye', date: tomorrow, departs }, [seat]);
  await nameTravellers(page, { names: ['Aline Uwase'], phone: '0788123456' });
}

async function enter(page: Page, code: string): Promise<void> {
  await page.getByLabel('Voucher code').fill(code);
  await page.getByRole('button', { name: 'Use this voucher' }).click();
}

it('a voucher pays a part, a wrong code is said in words, and the rest is paid by phone', async () => {
  const { page } = await stage.visitor();
  await toPayment(page, '09:30', '3A');
  await enter(page, 'CCCC-DDDD-FFFF-GGGG');
  await page.getByRole('link', { name: 'We know no voucher with this code.' }).waitFor();
  await expectAccessible(page, 'voucher-unknown');
  await enter(page, await codeOf(1_000));
  await page.getByText('Left to pay').waitFor();
  await expectAccessible(page, 'voucher-part');
  const total = await page.getByText('Left to pay').locator('xpath=following-sibling::dd').innerText();
  await page.getByRole('button', { name: `Pay ${total}` }).waitFor();
  await payFrom(page, '0788123456');
  await waiting(page).waitFor();
  await page.getByText(`for ${total}`).waitFor();
});

it('a voucher that pays everything books without money, also without script, and may be taken off before', async () => {
  const { page } = await stage.visitor({ javaScriptEnabled: false });
  await toPayment(page, '09:30', '3B');
  const code = await codeOf(50_000);
  await enter(page, code);
  await page.getByRole('button', { name: 'Do not use the voucher' }).click();
  expect(await page.getByRole('button', { name: 'Book now' }).count()).toBe(0);
  await enter(page, code.toLowerCase().replaceAll('-', ' '));
  await page.getByRole('button', { name: 'Book now' }).click();
  await untilTickets(page, 1);
});
