import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { tripsScheduled, type PayloadOf } from '@safiri/contracts';
import { createCompany } from '../index.ts';
import { monday, openCompanyTestbed, payloadsOf, type CompanyTestbed } from '../../tests/company-testbed.ts';
import { edit, smallFeed } from '../../tests/small-feed.ts';

let bed: CompanyTestbed;
beforeAll(async () => {
  bed = await openCompanyTestbed();
  await bed.importFiles(smallFeed);
});
afterAll(async () => await bed.close());

beforeEach(async () => {
  bed.deps.clock.set(monday);
  await bed.admin('delete from company.trips; delete from company.outbox');
  await bed.admin(`update company.scheduled_trips set dated_until = '-infinity'`);
});

const scheduled = async (): Promise<PayloadOf<typeof tripsScheduled>[]> => payloadsOf(await bed.news(), tripsScheduled);

test('one event per service date tells every trip that was made', async () => {
  const made = await bed.service.dateTrips();
  const events = await scheduled();
  expect(events.map((event) => event.serviceDate)).toEqual(['2026-03-02', '2026-03-03', '2026-03-05']);
  expect(
    events.map((event) => event.trips.length),
    'the 07:00 bus is on the road at 08:00',
  ).toEqual([4, 4, 4]);
  expect(made).toBe(12);
  const rows = await bed.admin('select trip_id, departs_at, layout_id from company.trips order by trip_id');
  expect(events.flatMap((event) => event.trips.map((trip) => trip.tripId)).toSorted((a, b) => a - b)).toEqual(
    rows.map((row) => Number(row['trip_id'])),
  );
  expect(
    events.flatMap((event) => event.trips).every((trip) => trip.version === 1 && trip.status === 'scheduled'),
  ).toBe(true);
});

test('a departure after 24:00 belongs to the service date before and leaves on the next', async () => {
  await bed.service.dateTrips();
  const night = (await scheduled())
    .find((event) => event.serviceDate === '2026-03-03')
    ?.trips.map((trip) => trip.departsAt);
  expect(night).toContain('2026-03-03T22:30:00.000Z');
});

test('dating twice, and in four processes at once, makes each trip once', async () => {
  const others = [1, 2, 3].map(() =>
    createCompany({ ...bed.deps, db: bed.connectAs('company'), config: { saleHorizonDays: 3 } }),
  );
  const made = await Promise.all([bed.service, ...others].map(async (service) => await service.dateTrips()));
  expect(made.reduce((sum, each) => sum + each)).toBe(12);
  expect((await scheduled()).flatMap((event) => event.trips)).toHaveLength(12);
  expect(await bed.service.dateTrips()).toBe(0);
  expect(await scheduled()).toEqual([]);
});

test('the horizon rolls with the local day of the company, by the job', async () => {
  const dating = bed.service.jobs.find((job) => job.name === 'trip-dating');
  await bed.service.dateTrips();
  await scheduled();
  bed.deps.clock.set(new Date('2026-03-02T21:59:59Z'));
  expect(await dating?.run()).toBe(false);
  expect(await scheduled(), 'a second before midnight in Kigali').toEqual([]);
  bed.deps.clock.set(new Date('2026-03-02T22:00:00Z'));
  await dating?.run();
  expect((await scheduled()).map((event) => [event.serviceDate, event.trips.length])).toEqual([['2026-03-06', 4]]);
});

test('after a long rest only trips that can still be boarded are made', async () => {
  await bed.service.dateTrips();
  await scheduled();
  bed.deps.clock.advanceSeconds(40 * 86_400);
  await bed.service.dateTrips();
  const dates = (await scheduled()).map((event) => event.serviceDate);
  expect(dates).toEqual(['2026-04-11', '2026-04-12', '2026-04-13', '2026-04-14']);
});

test('a failure in a step leaves none of its trips and no news, and the next run makes them', async () => {
  await bed.admin(
    `create function company.no_news() returns trigger language plpgsql as $$ begin raise 'the outbox is broken'; end $$`,
  );
  await bed.admin('create trigger no_news before insert on company.outbox execute function company.no_news()');
  await expect(bed.service.dateTrips()).rejects.toThrow('the outbox is broken');
  expect(await bed.admin('select from company.trips')).toHaveLength(0);
  await bed.admin('drop trigger no_news on company.outbox');
  expect(await bed.service.dateTrips()).toBe(12);
});

test('a date that a changed feed adds gets its trips, also within the dated days', async () => {
  await bed.service.dateTrips();
  await bed.news();
  await bed.importFiles(edit(smallFeed, 'calendar_dates.txt', { from: 'daily,20260304,2', to: 'daily,20260401,2' }));
  await bed.service.dateTrips();
  expect((await scheduled()).map((event) => [event.serviceDate, event.trips.length])).toEqual([['2026-03-04', 4]]);
  await bed.importFiles(smallFeed);
});

test('a departure that a changed feed moves keeps its time on the days that are dated', async () => {
  await bed.service.dateTrips();
  await bed.news();
  const later = edit(smallFeed, 'stop_times.txt', {
    from: '^day-2,(\\d\\d):00:00,(\\d\\d):00:00',
    to: 'day-2,$1:05:00,$2:05:00',
  });
  expect((await bed.importFiles(later)).status).toBe('imported');
  expect(await bed.service.dateTrips()).toBe(0);
  bed.deps.clock.advanceSeconds(86_400);
  await bed.service.dateTrips();
  const next = (await scheduled()).flatMap((event) => event.trips.map((trip) => trip.departsAt));
  expect(next).toContain('2026-03-06T10:05:00.000Z');
  expect(next).not.toContain('2026-03-06T10:00:00.000Z');
  bed.deps.clock.set(monday);
  await bed.importFiles(smallFeed);
});

test('a headway without exact times becomes departures at the headway', async () => {
  const shuttle = {
    ...smallFeed,
    'frequencies.txt': 'trip_id,start_time,end_time,headway_secs\nday-3,17:00:00,18:00:00,900\n',
  };
  await bed.importFiles(shuttle);
  await bed.service.dateTrips();
  const today = (await scheduled()).find((event) => event.serviceDate === '2026-03-03');
  expect(today?.trips.map((trip) => trip.departsAt).filter((at) => at.startsWith('2026-03-03T15'))).toHaveLength(4);
  await bed.importFiles(edit(shuttle, 'frequencies.txt', { from: '900', to: '600' }));
  expect(await bed.service.dateTrips(), 'days that are dated keep their departures').toBe(0);
  await bed.importFiles(smallFeed);
});
