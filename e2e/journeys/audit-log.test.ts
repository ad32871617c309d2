import { expect, it } from 'vitest';
import { getSaleRules, setSaleRules } from '@safiri/contracts';
import { expectAccessible } from '../browser/axe.ts';
import { signIn } from '../browser/signing-in.ts';
import { openStage } from '../browser/stage.ts';
import { ask } from '../product/books.ts';
import { must } from '../product/buyer.ts';
import { runCommand } from '../product/run-command.ts';
import { operator, signedIn } from '../product/signed-in.ts';

const stage = openStage();
const admin = 'admin@imisozi-express.example';

/** The company whose admin this is, and what it did: it changed a rule of its sales. */
async function companyThatActed(): Promise<string> {
  const { address } = stage.product;
  const [own] = await ask(
    await stage.product.databaseUrl(),
    `select company_id as "companyId" from auth.accounts where email = '${admin}'`,
  );
  const companyId = String(own?.['companyId']);
  const by = await signedIn(address, admin);
  const params = { companyId };
  const { womenBesideWomen } = await must(() => by(getSaleRules, { params }));
  await must(() => by(setSaleRules, { params, body: { womenBesideWomen: !womenBesideWomen } }));
  return companyId;
}

it('an admin reads what was done and verifies it; support sees it by consent alone, until the admin ends it', async () => {
  const companyId = await companyThatActed();
  const { page } = await stage.visitor();
  await signIn(page, admin);
  await page.goto('/staff/audit?service=ticketing');
  await page.getByText('setSaleRules').click();
  await page.getByRole('row', { name: /womenBesideWomen/ }).waitFor();
  await expectAccessible(page, 'audit');
  await page.getByRole('button', { name: 'Verify this log' }).click();
  await page.getByRole('status').getByText('as it was recorded').waitFor();

  const support = (await stage.visitor()).page;
  await signIn(support, operator);
  await support.goto('/staff/support');
  await support.getByLabel('Company').selectOption(companyId);
  await support.getByLabel('Why').fill('A passenger says the seat beside her was sold');
  await support.getByRole('button', { name: 'Ask', exact: true }).click();
  await support.getByText('Asked', { exact: true }).waitFor();

  await page.goto('/staff/support');
  await page.getByLabel('For how long').selectOption('30');
  await page.getByRole('button', { name: 'Let them see' }).click();
  await page.getByText('Sees the company now').waitFor();
  await expectAccessible(page, 'support');

  await support.reload();
  await support.getByRole('link', { name: 'Look at its audit log' }).click();
  await support.getByText('You look at this company by its consent').waitFor();
  await support.getByText('consentSupportView').waitFor();
  const address = support.url();
  await page.getByRole('button', { name: 'End it now' }).click();
  await page.getByText('Over').waitFor();
  await support.goto(address);
  await support.getByRole('heading', { level: 1 }).waitFor();
  expect(await support.getByText('consentSupportView').count()).toBe(0);
});

it('the command names the entry that somebody altered', async () => {
  const companyId = await companyThatActed();
  expect((await runCommand(stage.product, 'audit-log', 'verify')).exitCode).toBe(0);
  await ask(
    await stage.product.databaseUrl(),
    `update ticketing.audit_entries set after = '{}' where company_id = '${companyId}' and number = 1`,
  );
  const found = await runCommand(stage.product, 'audit-log', 'verify');
  expect(found.output).toContain(`ticketing  ${companyId}  altered  entry 1`);
  expect(found.exitCode).toBe(1);
});
