import { expect, it } from 'vitest';
import { expectAccessible } from '../browser/axe.ts';
import { withAuthenticator } from '../browser/authenticator.ts';
import { openStage } from '../browser/stage.ts';
import { register } from '../browser/signing-in.ts';
import { wakesInPlace } from '../browser/waking.ts';

const stage = openStage();

it('somebody adds a passkey to their account and signs in by nothing else', async () => {
  const { page, context } = await stage.visitor();
  await withAuthenticator(context, page);
  await page.goto('/register');
  await register(page, { name: 'Aline Uwase', identifier: 'passkey@example.com' });
  await page.getByRole('heading', { name: 'My tickets' }).waitFor();

  await wakesInPlace(page, '/account/security');
  await page.getByLabel('Name of the passkey').fill('My phone');
  await page.getByRole('button', { name: 'Add a passkey' }).click();
  await page.getByText('Write these down now').waitFor();
  expect(
    await page
      .getByRole('listitem')
      .filter({ hasText: /^[0-9A-Z]{5}-[0-9A-Z]{5}$/ })
      .count(),
  ).toBe(10);
  await expectAccessible(page, 'recovery-codes');
  await page.getByRole('link', { name: 'I have written them down' }).click();
  await page.getByRole('button', { name: 'Remove My phone' }).waitFor();
  await expectAccessible(page, 'security-with-passkey');

  await page.getByRole('button', { name: 'Sign out' }).click();
  await wakesInPlace(page, '/sign-in');
  await page.getByRole('button', { name: 'Use a passkey' }).click();
  await page.getByRole('heading', { name: 'My tickets' }).waitFor();
});
