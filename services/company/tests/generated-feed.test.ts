import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { writeGeneratedFeed } from '@safiri/testkit/generated-feed';
import { openCompanyTestbed, type CompanyTestbed } from './company-testbed.ts';

let bed: CompanyTestbed;
let folder: string;
beforeAll(async () => {
  bed = await openCompanyTestbed(1);
  folder = await mkdtemp(path.join(tmpdir(), 'generated-'));
});
afterAll(async () => {
  await bed.close();
  await rm(folder, { recursive: true, force: true });
});

/** The feed of 340,000 stop times is measured by `npm run bench -- --only import`. */
test.each([
  ['shared', 6],
  ['own', 300],
] as const)('a generated feed whose trips have %s patterns is imported whole and dated', async (patterns, count) => {
  await writeGeneratedFeed(folder, { trips: 300, stopsPerTrip: 20, patterns });
  const report = await bed.service.importFeed({ feedName: patterns, source: { folder } });
  expect(report).toMatchObject({
    status: 'imported',
    counts: { stops: 6_000, routes: 6, patterns: count, scheduledTrips: 300 },
  });
  expect(report.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  // Today and tomorrow; the first six of each of the six routes have arrived by nine.
  expect(await bed.service.dateTrips()).toBe(2 * 300 - 6 * 6);
});
