import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { createClient } from '@safiri/client';
import { listInbox } from '@safiri/contracts';
import { expectAccessible } from '../browser/axe.ts';
import { pollingPatience } from '../browser/open-browser.ts';
import { signIn } from '../browser/signing-in.ts';
import { openStage } from '../browser/stage.ts';
import { must } from '../product/buyer.ts';

const stage = openStage();
const email = 'clerk@imisozi-express.example';
const password = 'four words make one';

/** The path of the link that was mailed to the person, once it is there. */
async function mailedLink(): Promise<string> {
  const nobody = createClient({ baseUrl: stage.product.address });
  const link = async (): Promise<string> => {
    const { messages } = await must(() => nobody(listInbox, { query: { to: email } }));
    return /\/invitation\/[\w-]{43}/.exec(messages[0]?.text ?? '')?.[0] ?? '';
  };
  await expect.poll(link, pollingPatience).not.toBe('');
  return await link();
}

async function open(page: Page, link: string): Promise<void> {
  await page.getByRole('link', { name: link, exact: true }).click();
}

it('an admin invites a person, builds a role, denies them one permission, and they are refused', async () => {
  const admin = (await stage.visitor()).page;
  const person = (await stage.visitor()).page;
  await signIn(admin, 'admin@imisozi-express.example');
  await open(admin, 'Staff');
  await open(admin, 'Invite a person');
  await expectAccessible(admin, 'staff-invite');
  await admin.getByLabel('E-mail').fill(email);
  await admin.getByLabel('Role').selectOption('Agent');
  await admin.getByRole('button', { name: 'Send the invitation' }).click();
  await admin.getByText(email).waitFor();

  await person.goto(await mailedLink());
  await expectAccessible(person, 'staff-invitation');
  await person.getByLabel('Your name').fill('Keza Mutoni');
  await person.getByLabel('Password').fill(password);
  await person.getByRole('button', { name: 'Accept the invitation' }).click();
  await person.waitForURL(/\/sign-in/);
  await signIn(person, email, password);
  await person.goto('/scan');
  await person.getByRole('link', { name: 'Day after' }).waitFor();

  await open(admin, 'Roles');
  await open(admin, 'New role');
  await admin.getByLabel('Name').fill('Counter help');
  await admin.getByLabel('seat:sell').check();
  await expectAccessible(admin, 'staff-role');
  await admin.getByRole('button', { name: 'Save the role' }).click();
  await admin.getByRole('link', { name: 'Counter help' }).waitFor();

  await open(admin, 'People');
  await open(admin, 'Keza Mutoni');
  await admin.getByLabel('Grant or deny').selectOption('Deny');
  await admin.getByLabel('Permission', { exact: true }).selectOption('ticket:scan');
  await admin.getByRole('button', { name: 'Save this permission' }).click();
  await admin.locator('[data-permission="ticket:scan"]').getByText('nowhere, it is denied').waitFor();
  await expectAccessible(admin, 'staff-person');

  const isRefused = async (): Promise<boolean> => {
    await person.goto('/scan');
    return (await person.getByRole('heading', { name: 'Not for this account' }).count()) > 0;
  };
  await expect.poll(isRefused, pollingPatience).toBe(true);
});
