import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { expectAccessible } from '../browser/axe.ts';
import { withAuthenticator } from '../browser/authenticator.ts';
import { signIn } from '../browser/signing-in.ts';
import { openStage } from '../browser/stage.ts';

const stage = openStage();
const admin = 'admin@imisozi-express.example';
const driver = 'driver@imisozi-express.example';

/** Types a password and looks at it; what is said of its strength comes while it is typed. */
async function lookAtPassword(page: Page): Promise<void> {
  await page.goto('/account/security/password');
  const field = page.getByLabel('New password');
  await field.fill('aaaaaaaaaaaa');
  await page.getByRole('status').filter({ hasText: 'much of it repeats' }).waitFor();
  await field.fill('four words make one');
  await page.getByRole('status').filter({ hasText: 'Long, which is what counts most' }).waitFor();
  const show = page.getByRole('button', { name: 'Show what I type' }).last();
  await show.click();
  expect(await field.getAttribute('type')).toBe('text');
  expect(await show.getAttribute('aria-pressed')).toBe('true');
  await expectAccessible(page, 'password-shown');
  await show.click();
  expect(await field.getAttribute('type')).toBe('password');
}

it('a driver looks after their account, loses their phone, and a colleague lets them begin anew', async () => {
  const { page, context } = await stage.visitor();
  await withAuthenticator(context, page);
  await signIn(page, driver);
  await lookAtPassword(page);

  await page.goto('/account/security');
  await page.getByRole('link', { name: 'Your PIN' }).waitFor();
  await page.getByLabel('Name of the passkey').fill('My phone');
  await page.getByRole('button', { name: 'Add a passkey' }).click();
  await page.getByText('Write these down now').waitFor();

  await page.goto('/account/privacy');
  await page.getByText('Your company ends it').waitFor();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Download as one file (JSON)' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('safiri-data.json');

  const colleague = (await stage.visitor()).page;
  await signIn(colleague, admin);
  await colleague.goto('/staff');
  const accountId = await accountIdOf(page);
  await colleague.goto(`/staff/people/${accountId}`);
  await colleague.getByRole('button', { name: 'Reset the second factors' }).click();
  await colleague.getByText('The second factors are gone').waitFor();
  await expectAccessible(colleague, 'second-factors-reset');

  const elsewhere = (await stage.visitor()).page;
  await signIn(elsewhere, driver);
  await elsewhere.getByText('A colleague took your app, passkeys and recovery codes away').waitFor();
  await expectAccessible(elsewhere, 'second-factor-due');
  await elsewhere.goto(`/dev/inbox?to=${driver}`);
  await elsewhere.getByText('a colleague removed the authenticator app').first().waitFor();
});

/** As the file of their own data says it. */
async function accountIdOf(page: Page): Promise<string> {
  const answer = await page.request.get(new URL('/account/privacy/data/json', page.url()).href);
  const { subjectId }: { subjectId?: unknown } = Object(await answer.json());
  return String(subjectId);
}
