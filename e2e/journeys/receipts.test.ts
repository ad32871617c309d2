import { mkdtempSync } from 'node:fs';
import { readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from '@safiri/client';
import { listInbox } from '@safiri/contracts';
import { afterAll, expect, it } from 'vitest';
import { holdSeatsOf, nameTravellers, payFrom, untilTickets } from '../browser/buying.ts';
import { pollingPatience, shoot } from '../browser/open-browser.ts';
import { openStage } from '../browser/stage.ts';
import { must } from '../product/buyer.ts';
import { tomorrow } from '../product/days.ts';

const fiscalFolder = mkdtempSync(join(tmpdir(), 'fiscal-'));
const stage = openStage({ FISCAL_FOLDER: fiscalFolder });
afterAll(async () => await rm(fiscalFolder, { recursive: true }));

it('who bought gets a signed receipt by mail and from the ticket page', async () => {
  const { page } = await stage.visitor();
  await holdSeatsOf(page, { from: 'Kigali', to: 'Huye', date: tomorrow, departs: '05:30' }, ['6A']);
  await nameTravellers(page, { names: ['Aline Uwase'], email: 'aline@example.com' });
  await payFrom(page, '0788 000 000');
  await untilTickets(page, 1);

  const receipt = page.getByRole('link', { name: /^Receipt \d{4}-\d{6} of .+ \(PDF\)$/ });
  const receipts = async (): Promise<number> => {
    await page.reload();
    return await receipt.count();
  };
  await expect.poll(receipts, pollingPatience).toBe(1);
  await shoot(page, 'ticket-with-receipt');
  const [download] = await Promise.all([page.waitForEvent('download'), receipt.click()]);
  expect(download.suggestedFilename()).toMatch(/^receipt-\d{4}-\d{6}\.pdf$/);
  expect((await readFile(await download.path())).subarray(0, 5).toString()).toBe('%PDF-');

  const client = createClient({ baseUrl: stage.product.address });
  const mails = async (): Promise<string[]> => {
    const { messages } = await must(() => client(listInbox, { query: { to: 'aline@example.com' } }));
    return messages.filter(({ subject }) => subject?.startsWith('Receipt')).map(({ text }) => text);
  };
  await expect.poll(mails, pollingPatience).toEqual([expect.stringMatching(/\/receipts\/[0-9a-f-]{36}\/pdf$/m)]);
  const [file, ...others] = await readdir(fiscalFolder);
  expect(others).toEqual([]);
  const document: unknown = JSON.parse(await readFile(join(fiscalFolder, file ?? ''), 'utf8'));
  expect(document).toMatchObject({ kind: 'receipt', totalMinor: 4_000, tenders: [{ method: 'mtn-momo' }] });
  expect(JSON.stringify(document)).not.toContain('Aline');
});
