import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { edit, smallFeed, withFolder } from '../../tests/small-feed.ts';
import { faresChanged, patternsChanged, stopsChanged } from '@safiri/contracts';
import { monday, openCompanyTestbed, payloadsOf, type CompanyTestbed } from '../../tests/company-testbed.ts';

let bed: CompanyTestbed;
beforeAll(async () => {
  bed = await openCompanyTestbed();
});
afterAll(async () => await bed.close());

let pristine: Record<string, unknown[]>;
beforeEach(async () => {
  await bed.clear();
  bed.deps.clock.set(monday);
  pristine = await bed.contents();
});

test('a feed becomes companies, stops, patterns, fares and a timetable, and each is told', async () => {
  const report = await bed.importFiles(smallFeed);
  expect(report).toMatchObject({ status: 'imported', shiftDays: 0, progress: { percent: 100 } });
  expect(report.counts).toMatchObject({ companies: 1, stops: 4, routes: 1, patterns: 2, scheduledTrips: 4 });

  const [company] = await bed.service.listCompanies();
  expect(company).toMatchObject({ name: 'Kivu Lake Lines', timeZone: 'Africa/Kigali', phone: '+250788000001' });
  expect(await bed.service.companyOfAgency('small', 'kivu')).toEqual(company);

  const news = await bed.news();
  expect(news.map((event) => event.type)).toEqual([
    'company-changed',
    'layout-changed',
    'stops-changed',
    'patterns-changed',
    'fares-changed',
  ]);
  expect(news[0]?.payload).toEqual({ ...company, version: 1 });
  expect(news[1]?.payload).toMatchObject({ companyId: company?.companyId, layout: { capacity: 49 } });
  const stops = payloadsOf(news, stopsChanged).flatMap((payload) => payload.stops);
  const station = stops.find((stop) => stop.kind === 'station');
  expect(stops.find((stop) => stop.name === 'Kigali Nyabugogo')).toMatchObject({
    stationId: station?.stopId,
    version: 1,
    removed: false,
  });
  const patterns = payloadsOf(news, patternsChanged).flatMap((payload) => payload.patterns);
  expect(patterns).toHaveLength(2);
  expect(patterns.find((pattern) => pattern.stops.length === 3)).toMatchObject({
    routeName: 'Kigali - Rubavu',
    stops: [
      { arriveSeconds: 0, departSeconds: 0, boarding: true, alighting: false },
      { arriveSeconds: 7200, departSeconds: 7800, boarding: true, alighting: true },
      { arriveSeconds: 12_600, departSeconds: 12_600, boarding: false, alighting: true },
    ],
  });
  const fares = payloadsOf(news, faresChanged).flatMap((payload) => payload.fares);
  expect(fares.every((fare) => fare.source === 'distance' && fare.currency === 'RWF')).toBe(true);
  expect(new Set(fares.map((fare) => fare.amountsMinor.length))).toEqual(new Set([1, 3]));
});

test('an agency without a route is reported and becomes no company', async () => {
  const report = await bed.importFiles(smallFeed);
  expect(report.problems).toContainEqual(
    expect.objectContaining({ code: 'unused_agency', severity: 'warning', file: 'agency.txt', value: 'idle' }),
  );
  expect(await bed.service.listCompanies()).toHaveLength(1);
});

test('importing the same feed twice changes nothing and tells nothing', async () => {
  await bed.importFiles(smallFeed);
  await bed.service.dateTrips();
  await bed.news();
  const before = await bed.contents();
  expect(await bed.importFiles(smallFeed)).toMatchObject({ status: 'unchanged', shiftDays: 0 });
  expect(await bed.service.dateTrips()).toBe(0);
  expect(await bed.contents()).toEqual(before);
  expect(await bed.news()).toEqual([]);
});

test('an expired feed is shifted by whole weeks, and by as many when it comes again', async () => {
  bed.deps.clock.set(new Date('2028-07-12T06:00:00Z'));
  const first = await bed.importFiles(smallFeed, { shiftDates: true });
  expect(first.status).toBe('imported');
  expect(first.shiftDays).toBeGreaterThan(0);
  expect(first.shiftDays % 7).toBe(0);
  expect(await bed.service.dateTrips()).toBeGreaterThan(0);
  const before = await bed.contents();

  bed.deps.clock.advanceSeconds(60 * 86_400);
  expect(await bed.importFiles(smallFeed, { shiftDates: true })).toMatchObject({
    status: 'unchanged',
    shiftDays: first.shiftDays,
  });
  expect(await bed.contents()).toEqual(before);

  bed.deps.clock.advanceSeconds(365 * 86_400);
  const later = await bed.importFiles(smallFeed, { shiftDates: true });
  expect(later.status, 'what was shifted has expired as well').toBe('imported');
  expect(later.shiftDays).toBeGreaterThan(first.shiftDays);
});

test('without being asked to, no date is shifted, and the expired calendar is reported', async () => {
  bed.deps.clock.set(new Date('2028-07-12T06:00:00Z'));
  const report = await bed.importFiles(smallFeed);
  expect(report).toMatchObject({ status: 'imported', shiftDays: 0 });
  expect(report.problems).toContainEqual(expect.objectContaining({ code: 'expired_calendar' }));
  expect(await bed.service.dateTrips()).toBe(0);
});

test('a changed feed raises the versions of what changed and of nothing else', async () => {
  await bed.importFiles(smallFeed);
  await bed.news();
  const changed = edit(smallFeed, 'stops.txt', { from: 'MUS,Musanze', to: 'MUS,Ruhengeri' });
  expect(await bed.importFiles(changed)).toMatchObject({ status: 'imported' });
  const news = await bed.news();
  expect(news.map((event) => event.type)).toEqual(['stops-changed']);
  expect(news[0]?.payload).toMatchObject({ stops: [{ name: 'Ruhengeri', version: 2 }] });
});

test('a renamed route is told by its patterns', async () => {
  await bed.importFiles(smallFeed);
  await bed.news();
  await bed.importFiles(edit(smallFeed, 'routes.txt', { from: 'Kigali - Rubavu', to: 'Kigali - Gisenyi' }));
  const news = await bed.news();
  expect(news.map((event) => event.type)).toEqual(['patterns-changed']);
  const patterns = payloadsOf(news, patternsChanged).flatMap((payload) => payload.patterns);
  expect(patterns.map(({ routeName, version }) => [routeName, version])).toEqual([
    ['Kigali - Gisenyi', 2],
    ['Kigali - Gisenyi', 2],
  ]);
});

const withoutNight = edit(edit(smallFeed, 'trips.txt', { from: '^R1,daily,night\n', to: '' }), 'stop_times.txt', {
  from: '^night,.*\n',
  to: '',
});

test('what vanished from a feed is told as removed, and comes back with the same id', async () => {
  await bed.importFiles(smallFeed);
  await bed.news();
  await bed.importFiles(withoutNight);
  const gone = (await bed.news())[0];
  expect(gone).toMatchObject({
    type: 'patterns-changed',
    payload: { patterns: [{ removed: true, version: 2, stops: [{}, {}] }] },
  });
  await bed.importFiles(smallFeed);
  const back = (await bed.news())[0];
  expect(back).toMatchObject({
    type: 'patterns-changed',
    aggregateId: gone?.aggregateId,
    payload: { patterns: [{ removed: false, version: 3 }] },
  });
});

test('a vanished pattern stays on sale until the trips that were dated on it are over', async () => {
  await bed.importFiles(smallFeed);
  await bed.service.dateTrips();
  const before = (await bed.contents())['trips'];
  await bed.news();
  await bed.importFiles(withoutNight);
  expect(await bed.news()).toEqual([]);
  expect((await bed.contents())['trips']).toEqual(before);

  const clearing = bed.service.jobs.find((job) => job.name === 'timetable-clearing');
  bed.deps.clock.advanceSeconds(20 * 86_400);
  while (await clearing?.run());
  expect((await bed.news())[0]).toMatchObject({
    type: 'patterns-changed',
    payload: { patterns: [{ removed: true, version: 2 }] },
  });
  expect(await bed.service.dateTrips(), 'three departures on each of four dates').toBe(12);
});

test('a stop and its station are removed when the last pattern that halts there is', async () => {
  await bed.importFiles(smallFeed);
  await bed.news();
  const rerouted = edit(
    edit(edit(smallFeed, 'stop_times.txt', { from: 'KGL-1', to: 'MUS' }), 'stop_times.txt', {
      from: '^(day-\\d),(09|14|19):.*\n',
      to: '',
    }),
    'stops.txt',
    { from: '^KGL.*\n', to: '' },
  );
  expect((await bed.importFiles(rerouted)).status).toBe('imported');
  const states = payloadsOf(await bed.news(), stopsChanged).flatMap((payload) => payload.stops);
  expect(states.map(({ name, removed }) => [name, removed])).toEqual([
    ['Kigali Nyabugogo', true],
    ['Kigali', true],
  ]);
});

test.each([
  [
    'a stop time of an unknown trip',
    edit(smallFeed, 'stop_times.txt', { from: '^night,24.*', to: 'ghost,24:30:00,24:30:00,KGL-1,1,0,1' }),
    { file: 'stop_times.txt', field: 'trip_id' },
  ],
  [
    'no calendar',
    Object.fromEntries(Object.entries(smallFeed).filter(([file]) => !file.startsWith('calendar'))),
    { severity: 'error' },
  ],
])('a feed with %s is refused with its problem and writes nothing', async (_what, files, problem) => {
  const report = await bed.importFiles(files);
  expect(report.status).toBe('refused');
  expect(report.problems).toContainEqual(expect.objectContaining({ severity: 'error', ...problem }));
  expect(report.problemCount).toBeGreaterThan(0);
  expect(await bed.contents()).toEqual(pristine);
  expect(await bed.news()).toEqual([]);
});

test('a failure in the middle of writing leaves nothing, and the next import succeeds', async () => {
  await bed.admin(
    `create function company.break_now() returns trigger language plpgsql as $$ begin raise 'the disk is full'; end $$`,
  );
  await bed.admin(
    'create trigger break_now before insert on company.scheduled_trips execute function company.break_now()',
  );
  const failed = await bed.importFiles(smallFeed);
  expect(failed).toMatchObject({ status: 'failed', counts: {} });
  expect(await bed.contents()).toEqual(pristine);
  expect(await bed.news()).toEqual([]);
  await bed.admin('drop trigger break_now on company.scheduled_trips');
  expect((await bed.importFiles(smallFeed)).status).toBe('imported');
});

test('one import of a feed at a time, also over several processes', async () => {
  const elsewhere = await bed.connectAs('company').pool.connect();
  await elsewhere.query(`select pg_advisory_lock(hashtextextended('safiri company feed small', 0))`);
  await expect(bed.importFiles(smallFeed)).rejects.toMatchObject({ code: 'IMPORT_RUNNING' });
  await elsewhere.query('select pg_advisory_unlock_all()');
  elsewhere.release();
  expect((await bed.importFiles(smallFeed)).status).toBe('imported');
});

test('one import at a time in a process; a second one is refused and the first goes on', async () => {
  const obstacle = await bed.connectAs('company').pool.connect();
  await obstacle.query('begin');
  await obstacle.query('lock table companies in exclusive mode');
  const first = bed.importFiles(smallFeed);
  await vi.waitUntil(async () => (await bed.admin('select from company.feed_imports')).length === 1, {
    timeout: 30_000,
  });
  await expect(bed.importFiles(smallFeed, { feedName: 'other' })).rejects.toMatchObject({ code: 'IMPORT_RUNNING' });
  await obstacle.query('rollback');
  obstacle.release();
  expect((await first).status).toBe('imported');
});

test('an import whose process ended is told as failed, by the job and by the next import', async () => {
  const leave = async (): Promise<void> =>
    void (await bed.admin(
      `insert into company.feed_imports (import_id, feed_name) values (gen_random_uuid(), 'small')`,
    ));
  const statuses = async (): Promise<unknown[]> =>
    (await bed.admin('select status from company.feed_imports order by started_at')).map((row) => row['status']);
  await leave();
  await bed.service.jobs.find((job) => job.name === 'abandoned-imports')?.run();
  expect(await statuses()).toEqual(['failed']);
  await leave();
  await bed.importFiles(smallFeed);
  expect(await statuses()).toEqual(['failed', 'failed', 'imported']);
});

test('two feeds with the same keys stay apart', async () => {
  await bed.importFiles(smallFeed);
  expect((await bed.importFiles(smallFeed, { feedName: 'other' })).status).toBe('imported');
  expect(await bed.service.listCompanies()).toHaveLength(2);
});

test('progress is told from beginning to end and never goes back', async () => {
  const told: number[] = [];
  const onProgress = ({ percent }: { percent: number }): void => void told.push(percent);
  await withFolder(
    smallFeed,
    async (folder) => await bed.service.importFeed({ feedName: 'small', source: { folder }, onProgress }),
  );
  expect(told.length).toBeGreaterThan(5);
  expect(told).toEqual(told.toSorted((a, b) => a - b));
});
