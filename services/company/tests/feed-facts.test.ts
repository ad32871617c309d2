import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { getTripPath, listNames, listTrips, stopsChanged, tripsScheduled } from '@safiri/contracts';
import { newId } from '@safiri/kernel';
import { monday, openCompanyTestbed, payloadsOf, type Client, type CompanyTestbed } from './company-testbed.ts';
import { edit, smallFeed, type FeedFiles } from './small-feed.ts';

let bed: CompanyTestbed;
let anyone: Client;
beforeAll(async () => {
  bed = await openCompanyTestbed(0);
  anyone = (await bed.serve(bed.service)).as();
});
afterAll(async () => await bed.close());
beforeEach(async () => {
  await bed.clear();
  bed.deps.clock.set(monday);
});

/** The night bus to Musanze has a path of its own, drawn from north to south. */
const drawn: FeedFiles = {
  ...smallFeed,
  'trips.txt': (smallFeed['trips.txt'] ?? '')
    .replace('trip_id\n', 'trip_id,shape_id\n')
    .replace(/^(R1,.*day-\d)$/gm, '$1,')
    .replace(/^(.*,night)$/m, '$1,road'),
  'shapes.txt':
    'shape_id,shape_pt_lat,shape_pt_lon,shape_pt_sequence\nroad,-2.00000,30.00000,2\nroad,-1.00000,30.00000,1\n',
};

async function tripIdOf(feedKey: string): Promise<number> {
  const rows = await bed.admin<{ id: string }>(
    `select trip_id as id from company.trips join company.scheduled_trips using (scheduled_trip_id) where feed_key = $1 order by 1 limit 1`,
    [feedKey],
  );
  return Number(rows[0]?.id);
}

async function idOf(table: 'stop' | 'route', feedKey: string): Promise<string> {
  const rows = await bed.admin<{ id: string }>(`select ${table}_id as id from company.${table}s where feed_key = $1`, [
    feedKey,
  ]);
  return rows[0]?.id ?? '';
}

test('a trip is drawn as its feed draws it, else straight from stop to stop', async () => {
  expect((await bed.importFiles(drawn)).status).toBe('imported');
  await bed.service.dateTrips();
  const night = await anyone(getTripPath, { params: { tripId: await tripIdOf('night') } });
  // From 1° to 2° south along the thirtieth meridian.
  expect(night).toMatchObject({ ok: true, value: { source: 'feed', points: '~hbE_kbvD~hbE?' } });
  const day = await anyone(getTripPath, { params: { tripId: await tripIdOf('day-1') } });
  expect(day).toMatchObject({ ok: true, value: { source: 'stops' } });
  expect(await anyone(getTripPath, { params: { tripId: 999_999 } })).toMatchObject({ ok: false, code: 'NOT_FOUND' });

  await bed.importFiles(smallFeed);
  expect(await bed.admin('select from company.shapes')).toEqual([]);
  const undrawn = await anyone(getTripPath, { params: { tripId: await tripIdOf('night') } });
  expect(undrawn).toMatchObject({ ok: true, value: { source: 'stops' } });
});

const translated: FeedFiles = {
  ...smallFeed,
  'translations.txt': `table_name,field_name,language,translation,record_id,field_value
stops,stop_name,fr,Parc de Musanze,MUS,
stops,stop_name,sw,Rubavu mjini,,Rubavu
routes,route_long_name,fr,Kigali à Rubavu,R1,
agency,agency_name,fr,Lignes du Kivu,kivu,
`,
};

test('names are told in a language, by its parts, else as things are called at home', async () => {
  await bed.importFiles(translated);
  const [musanze, rubavu, route] = [await idOf('stop', 'MUS'), await idOf('stop', 'GIS'), await idOf('route', 'R1')];
  const [company] = await bed.service.listCompanies();
  const ask = async (language: string) => {
    const ids = [musanze, rubavu, route, company?.companyId, newId()].join(',');
    const answer = await anyone(listNames, { query: { language, ids } });
    if (!answer.ok) throw new Error(answer.detail);
    return Object.fromEntries(answer.value.names.map(({ id, name, language: of }) => [id, [name, of]]));
  };
  expect(await ask('fr-RW')).toEqual({
    [musanze]: ['Parc de Musanze', 'fr'],
    [rubavu]: ['Rubavu', null],
    [route]: ['Kigali à Rubavu', 'fr'],
    [company?.companyId ?? '']: ['Lignes du Kivu', 'fr'],
  });
  expect((await ask('SW'))[rubavu]).toEqual(['Rubavu mjini', 'sw']);
  await bed.importFiles(smallFeed);
  expect((await ask('fr'))[musanze]).toEqual(['Musanze', null]);
});

test('what else a stop is called is told with it, and raises its version also when nothing else of it changed', async () => {
  const told = async () => {
    const stops = payloadsOf(await bed.news(), stopsChanged).flatMap((news) => news.stops);
    return Object.fromEntries(stops.map(({ name, version, otherNames }) => [name, [version, otherNames]]));
  };
  await bed.importFiles(smallFeed);
  expect(await told()).toMatchObject({ Musanze: [1, []], Rubavu: [1, []] });
  await bed.importFiles(translated);
  expect(await told()).toEqual({ Musanze: [2, ['Parc de Musanze']], Rubavu: [2, ['Rubavu mjini']] });
  const again = edit(translated, 'translations.txt', { from: 'Parc de Musanze', to: 'Musanze' });
  await bed.importFiles(edit(again, 'routes.txt', { from: 'Kigali - Rubavu', to: 'Kigali - Gisenyi' }));
  expect(await told()).toEqual({ Musanze: [3, []] });
  await bed.importFiles(smallFeed);
  expect(await told()).toEqual({ Rubavu: [3, []] });
});

test('of many names of a stop as many are told as an event takes', async () => {
  const rows = Array.from({ length: 30 }, (_, index) => `stops,stop_name,de-x-a${index},Name ${index},MUS,`);
  await bed.importFiles({
    ...smallFeed,
    'translations.txt': `table_name,field_name,language,translation,record_id,field_value\n${rows.join('\n')}\n`,
  });
  const stops = payloadsOf(await bed.news(), stopsChanged).flatMap((news) => news.stops);
  expect(stops.find(({ name }) => name === 'Musanze')?.otherNames).toHaveLength(20);
});

test('a headway without exact times becomes departures that are about then, one with them promised ones', async () => {
  const feed = {
    ...smallFeed,
    'frequencies.txt': `trip_id,start_time,end_time,headway_secs,exact_times
day-1,09:00:00,10:00:00,1200,
day-1,12:00:00,13:00:00,1800,1
`,
  };
  await bed.importFiles(feed);
  await bed.service.dateTrips();
  const news = await bed.news();
  const told = payloadsOf(news, tripsScheduled).flatMap(({ trips }) => trips);
  expect(told.filter(({ approximate }) => approximate)).toHaveLength(3);
  expect(told.filter(({ approximate }) => approximate === false).length).toBeGreaterThan(2);
  await bed.service.republish?.();
  const again = payloadsOf(await bed.news(), tripsScheduled).flatMap(({ trips }) => trips);
  expect(new Set(again)).toEqual(new Set(told));
  const [company] = await bed.service.listCompanies();
  const companyId = company?.companyId ?? '';
  const driver = (await bed.serve(bed.service)).as(await bed.tokens.staff('driver', companyId));
  const answer = await driver(listTrips, { params: { companyId }, query: { serviceDate: '2026-03-02' } });
  if (!answer.ok) throw new Error(answer.detail);
  expect(answer.value.trips.filter((trip) => trip.approximate).map((trip) => trip.departsAt.slice(11, 16))).toEqual([
    '07:00',
    '07:20',
    '07:40',
  ]);
  expect(answer.value.trips.filter((trip) => !trip.approximate).map((trip) => trip.departsAt.slice(11, 16))).toEqual(
    expect.arrayContaining(['10:00', '10:30']),
  );
});

test('a feed’s error that comes last leaves the network that stood there whole', async () => {
  await bed.importFiles(translated);
  await bed.service.dateTrips();
  const before = await bed.contents();
  await bed.admin(
    `create function company.break_late() returns trigger language plpgsql as $$ begin raise 'the disk is full'; end $$`,
  );
  await bed.admin(
    `create trigger break_late before insert or update on company.feeds execute function company.break_late()`,
  );
  const renamed = edit(edit(drawn, 'stops.txt', { from: 'Musanze', to: 'Ruhengeri' }), 'trips.txt', {
    from: '^R1,daily,day-1.*\n',
    to: '',
  });
  const changed = edit(renamed, 'stop_times.txt', { from: '^day-1,.*\n', to: '' });
  expect(await bed.importFiles(changed)).toMatchObject({ status: 'failed' });
  await bed.admin('drop trigger break_late on company.feeds');
  expect(await bed.contents()).toEqual(before);
  expect((await bed.importFiles(changed)).status).toBe('imported');
});

test('an import that is killed while it writes leaves the network that stood there whole', async () => {
  await bed.importFiles(translated);
  const before = await bed.contents();
  await bed.admin(
    `create function company.die() returns trigger language plpgsql as $$ begin perform pg_terminate_backend(pg_backend_pid()); return null; end $$`,
  );
  await bed.admin(
    'create trigger die after insert or delete on company.shapes for each statement execute function company.die()',
  );
  await expect(bed.importFiles(edit(drawn, 'stops.txt', { from: 'Musanze', to: 'Ruhengeri' }))).resolves.toMatchObject({
    status: 'failed',
  });
  await bed.admin('drop trigger die on company.shapes');
  expect(await bed.contents()).toEqual(before);
});
