import { afterAll, beforeAll, expect, test } from 'vitest';
import { createCompany, demoFeeds, type ImportRequest } from '../src/index.ts';
import { openCompanyTestbed, type CompanyTestbed } from './company-testbed.ts';
import { hasRealFeeds, realFeedPath, whyNoRealFeeds } from '@safiri/testkit/feeds';

let bed: CompanyTestbed;
beforeAll(async () => {
  bed = await openCompanyTestbed(2);
});
afterAll(async () => await bed.close());

const feed = (name: string): ImportRequest => ({
  feedName: name,
  source: { zipPath: realFeedPath(name) },
  shiftDates: true,
});

const rowCount = async (table: string): Promise<number> => (await bed.admin(`select from company.${table}`)).length;

test('the demonstration network is imported with its fleets', async () => {
  for (const { name, folder, companies } of await demoFeeds()) {
    const report = await bed.service.importFeed({
      feedName: name,
      source: { folder },
      fleets: companies,
      shiftDates: true,
    });
    expect([name, report.status, report.problems.filter((problem) => problem.severity === 'error')]).toEqual([
      name,
      'imported',
      [],
    ]);
    for (const { agencyId } of companies) expect(await bed.service.companyOfAgency(name, agencyId)).toBeDefined();
  }
  const fleets = await demoFeeds();
  expect(await rowCount('buses')).toBe(
    fleets.flatMap((demo) => demo.companies.flatMap((company) => company.buses)).length,
  );
  expect(await bed.service.dateTrips()).toBeGreaterThan(20);
});

test.skipIf(!hasRealFeeds)(
  `hawaii-hele-on is imported, shifted, dated, and unchanged the second time${whyNoRealFeeds}`,
  async () => {
    const report = await bed.service.importFeed(feed('hawaii-hele-on'));
    expect(report).toMatchObject({
      status: 'imported',
      counts: { companies: 2, stops: 111, routes: 16, scheduledTrips: 215 },
    });
    expect(report.shiftDays % 7).toBe(0);
    expect(report.problems).toContainEqual(expect.objectContaining({ code: 'unused_agency', value: 'TIG' }));
    expect(await bed.service.dateTrips()).toBeGreaterThan(100);
    await bed.admin('delete from company.outbox');
    const before = await bed.contents();
    expect(await bed.service.importFeed(feed('hawaii-hele-on'))).toMatchObject({
      status: 'unchanged',
      shiftDays: report.shiftDays,
    });
    expect(await bed.service.dateTrips()).toBe(0);
    expect(await bed.contents()).toEqual(before);
    expect(await bed.news()).toEqual([]);
  },
);

test.skipIf(!hasRealFeeds)(`nairobi-matatus runs by headways${whyNoRealFeeds}`, async () => {
  expect(await bed.service.importFeed(feed('nairobi-matatus'))).toMatchObject({
    status: 'imported',
    counts: { scheduledTrips: 272 },
  });
  // One day only: its 26,000 departures take seconds.
  const today = createCompany({ ...bed.deps, config: { saleHorizonDays: 0 } });
  expect(await today.dateTrips()).toBeGreaterThan(10_000);
});
