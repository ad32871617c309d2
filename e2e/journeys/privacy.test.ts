import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { createClient } from '@safiri/client';
import { getMyAccount } from '@safiri/contracts';
import { registerBy } from '@safiri/testkit';
import { expectAccessible } from '../browser/axe.ts';
import { pollingPatience } from '../browser/open-browser.ts';
import { signIn } from '../browser/signing-in.ts';
import { openStage } from '../browser/stage.ts';
import { inboxCodes } from '../product/inbox-codes.ts';

const stage = openStage({ ERASURE_WAIT_DAYS: '0' });
const identifier = 'zuhura.kipekee@barua.example';
const password = 'four words make one';

it('somebody downloads what is kept of them, reads it, and is forgotten', async () => {
  const nobody = createClient({ baseUrl: stage.product.address });
  const person = { identifier, password, name: 'Zuhura' };
  const { accessToken } = await registerBy(nobody, inboxCodes(stage.product.address), person);
  const { page } = await stage.visitor();
  await signIn(page, identifier, password);
  await page.getByRole('link', { name: 'Your data' }).click();
  await page.getByText('365 days').first().waitFor();
  await expectAccessible(page, 'privacy');

  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Download as one file (JSON)' }).click(),
  ]);
  const file: { account: { email: string }[] } = JSON.parse(await readFile(await download.path(), 'utf8'));
  expect(file.account[0]?.email).toBe(identifier);

  await page.getByLabel('I understand that this cannot be undone').check();
  await page.getByRole('button', { name: 'Erase my data' }).click();
  const isThere = async (): Promise<boolean> =>
    (await createClient({ baseUrl: stage.product.address, accessToken })(getMyAccount, {})).ok;
  await expect.poll(isThere, pollingPatience).toBe(false);
  await page.goto('/sign-in');
  await page.getByLabel('Phone or e-mail').fill(identifier);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByText('Phone or e-mail and password do not fit together.').first().waitFor();
});
