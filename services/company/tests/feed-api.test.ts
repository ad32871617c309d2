import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { getFeedImport, importFeed, type FeedImport } from '@safiri/contracts';
import { newId } from '@safiri/kernel';
import { openCompanyTestbed, type Client, type CompanyTestbed } from './company-testbed.ts';
import { smallFeed, zipOf } from './small-feed.ts';

let bed: CompanyTestbed;
let operator: Client;
let zip: Uint8Array;

beforeAll(async () => {
  bed = await openCompanyTestbed();
  operator = (await bed.serve(bed.service)).as(await bed.tokens.staff('super-admin', null));
  zip = await zipOf(smallFeed);
});
afterAll(async () => await bed.close());
beforeEach(async () => void (await bed.news()));

const upload = async (body: Uint8Array, feedName = 'uploaded') =>
  await operator(importFeed, { query: { feedName }, body });

async function ended(importId: string): Promise<FeedImport> {
  return await vi.waitUntil(
    async () => {
      const answer = await operator(getFeedImport, { params: { importId } });
      return answer.ok && answer.value.status !== 'running' ? answer.value : undefined;
    },
    { timeout: 30_000 },
  );
}

async function began(answer: Awaited<ReturnType<typeof upload>>): Promise<FeedImport> {
  if (!answer.ok) throw new Error(answer.detail);
  expect(answer.value).toMatchObject({ status: 'running', problems: [] });
  return await ended(answer.value.importId);
}

test('an uploaded zip is imported in the background and its trips are dated', async () => {
  expect(await began(await upload(zip))).toMatchObject({
    status: 'imported',
    feedName: 'uploaded',
    counts: { scheduledTrips: 4 },
  });
  await vi.waitUntil(async () => (await bed.outbox()).some((event) => event.type === 'trips-scheduled'), {
    timeout: 30_000,
  });
  expect(await began(await upload(zip))).toMatchObject({ status: 'unchanged' });
});

test('while the feed is imported elsewhere an upload is refused, and taken afterwards', async () => {
  const elsewhere = await bed.connectAs('company').pool.connect();
  await elsewhere.query(`select pg_advisory_lock(hashtextextended('safiri company feed first', 0))`);
  expect(await upload(zip, 'first')).toMatchObject({ ok: false, code: 'IMPORT_RUNNING', problem: { status: 409 } });
  await elsewhere.query('select pg_advisory_unlock_all()');
  elsewhere.release();
  expect(await began(await upload(zip, 'first'))).toMatchObject({ status: 'imported' });
});

test.each([
  ['a truncated zip', async () => zip.slice(0, Math.floor(zip.length / 2))],
  ['no zip at all', async () => new TextEncoder().encode('<html>not found</html>')],
])('%s is refused with what was expected', async (_what, bytes) => {
  const report = await began(await upload(await bytes(), 'broken'));
  expect(report).toMatchObject({ status: 'refused', counts: {}, problems: [{ severity: 'error' }] });
  expect(report.problems[0]?.expected).not.toBe('');
  expect(await bed.service.companyOfAgency('broken', 'kivu')).toBeUndefined();
});

test('only platform staff import feeds and read the reports', async () => {
  const report = await began(await upload(zip));
  const served = await bed.serve(bed.service);
  const admin = served.as(await bed.tokens.staff('company-admin', newId()));
  expect(await admin(importFeed, { query: { feedName: 'mine' }, body: zip })).toMatchObject({ code: 'FORBIDDEN' });
  expect(await admin(getFeedImport, { params: { importId: report.importId } })).toMatchObject({ code: 'FORBIDDEN' });
  expect(await served.as()(importFeed, { query: { feedName: 'mine' }, body: zip })).toMatchObject({
    code: 'UNAUTHENTICATED',
  });
  expect(await operator(getFeedImport, { params: { importId: newId() } })).toMatchObject({ code: 'NOT_FOUND' });
});
