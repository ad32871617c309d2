import type { Page } from 'playwright-core';
import { inboxCodes } from '../product/inbox-codes.ts';
import { developmentPassword } from '../product/signed-in.ts';

/** Signs in as a person does, with the code that staff are mailed where they have no other second factor. */
export async function signIn(page: Page, identifier: string, password = developmentPassword): Promise<void> {
  await page.goto('/sign-in');
  await fillSignIn(page, identifier, password);
  await page.getByRole('button', { name: 'Sign out' }).waitFor();
}

/** From the form of signing in to wherever it leads. */
export async function fillSignIn(page: Page, identifier: string, password = developmentPassword): Promise<void> {
  const typeCode = await codeFor(page, identifier);
  await page.getByLabel('Phone or e-mail').fill(identifier);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  const code = page.getByLabel('Code', { exact: true });
  await code
    .or(page.getByRole('button', { name: 'Sign out' }))
    .first()
    .waitFor();
  if (await code.isVisible()) await typeCode();
}

/** From the form of registering, or the link to it, into the account. `sentTo` is the address as it is stored. */
export async function register(
  page: Page,
  who: { readonly name: string; readonly identifier: string; readonly password?: string; readonly sentTo?: string },
): Promise<void> {
  const send = page.getByRole('button', { name: 'Send me a code' });
  // The form of signing in, where one may come from, asks for the same.
  await send.waitFor();
  const typeCode = await codeFor(page, who.sentTo ?? who.identifier);
  await page.getByLabel('Phone or e-mail').fill(who.identifier);
  await send.click();
  await typeCode();
  await page.getByLabel('Your name').fill(who.name);
  await page.getByLabel('Password').fill(who.password ?? '');
  await page.getByRole('button', { name: 'Create account' }).click();
}

/** Call it before the code is sent; what it answers waits for the message and types its code. */
export async function codeFor(page: Page, sentTo: string): Promise<() => Promise<void>> {
  const codes = inboxCodes(new URL(page.url()).origin);
  const before = await codes.count(sentTo);
  return async () => {
    await page.getByLabel('Code', { exact: true }).fill(await codes.newest(sentTo, before));
    await page.getByRole('button', { name: 'Continue' }).click();
  };
}
