import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { createClient } from '@safiri/client';
import { registerBy } from '@safiri/testkit';
import { expectAccessible } from '../browser/axe.ts';
import { pollingPatience } from '../browser/open-browser.ts';
import { signIn } from '../browser/signing-in.ts';
import { openStage } from '../browser/stage.ts';
import { inboxCodes } from '../product/inbox-codes.ts';

const stage = openStage();
const password = 'four words make one';

async function newAccount(identifier: string): Promise<string> {
  const { address } = stage.product;
  const person = { identifier, password, name: 'Aline Uwase' };
  await registerBy(createClient({ baseUrl: address }), inboxCodes(address), person);
  return identifier;
}

/** A browser forgets the access token, as it does when the token has run out. */
async function tokenRunsOut(page: Page): Promise<void> {
  await page.context().clearCookies({ name: 'safiri_session' });
}

const isSignedOut = async (page: Page): Promise<boolean> => {
  await page.goto('/my-tickets');
  return (await page.getByRole('button', { name: 'Sign out' }).count()) === 0;
};

it('somebody sees where they are signed in, ends one place and all others, and stays signed in here', async () => {
  const identifier = await newAccount('sessions@example.com');
  const here = (await stage.visitor()).page;
  const phone = (await stage.visitor({ javaScriptEnabled: false })).page;
  const borrowed = (await stage.visitor()).page;
  for (const page of [phone, borrowed, here]) await signIn(page, identifier, password);

  await here.getByRole('link', { name: 'Where you are signed in' }).click();
  await here.getByText('You are here').waitFor();
  // The fourth is the one that registering opened.
  expect(await here.getByRole('article').count()).toBe(4);
  await expectAccessible(here, 'sessions');
  await here
    .getByRole('button', { name: /^End Chrome/ })
    .first()
    .click();
  await expect.poll(async () => await here.getByRole('article').count(), pollingPatience).toBe(3);
  await expect.poll(async () => await isSignedOut(borrowed), pollingPatience).toBe(true);

  // The same without script.
  await phone.goto('/account/sessions');
  expect(await phone.getByRole('article').count()).toBe(3);
  await phone.getByRole('button', { name: 'End all others' }).click();
  expect(await phone.getByRole('article').count()).toBe(1);
  await expect.poll(async () => await isSignedOut(here), pollingPatience).toBe(true);
  expect(await isSignedOut(phone)).toBe(false);
});

it('nobody notices that tokens run out, in however many tabs', async () => {
  const { page, context } = await stage.visitor();
  await signIn(page, await newAccount('tabs@example.com'), password);
  await tokenRunsOut(page);
  const tabs = await Promise.all([1, 2, 3].map(async () => await context.newPage()));
  await Promise.all(tabs.map(async (tab) => await tab.goto('/account/sessions')));
  for (const tab of tabs) await tab.getByText('You are here').waitFor();
  await tokenRunsOut(page);
  expect(await isSignedOut(page)).toBe(false);
});

it('signing out ends the session, so that a copy of its cookies is worth nothing', async () => {
  const { page, context } = await stage.visitor();
  await signIn(page, await newAccount('copy@example.com'), password);
  const copied = await context.cookies();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('link', { name: 'Sign in' }).waitFor();
  const thief = await stage.visitor();
  await thief.context.addCookies(copied);
  await expect.poll(async () => await isSignedOut(thief.page), pollingPatience).toBe(true);
});
