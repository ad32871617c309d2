import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { edit, smallFeed, type FeedFiles } from '../../tests/small-feed.ts';
import { monday, openCompanyTestbed, type CompanyTestbed } from '../../tests/company-testbed.ts';

let bed: CompanyTestbed;
beforeAll(async () => {
  bed = await openCompanyTestbed();
});
afterAll(async () => await bed.close());
beforeEach(async () => {
  await bed.clear();
  bed.deps.clock.set(monday);
});

type StationRow = { stopId: string; feedName: string; removed: boolean; retired: boolean };

const stations = async (): Promise<StationRow[]> =>
  await bed.admin<StationRow>(
    `select stop_id as "stopId", feed_name as "feedName", removed, retired from company.stops where kind = 'station' order by stop_id`,
  );
const stationOf = async (feedName: string): Promise<unknown> =>
  (
    await bed.admin(`select station_id from company.stops where feed_key = 'KGL-1' and feed_name = $1`, [feedName])
  )[0]?.['station_id'];
const imported = async (files: FeedFiles, feedName: string): Promise<void> =>
  expect((await bed.importFiles(files, { feedName })).status).toBe('imported');
/** Another feed may write its own coordinates a little differently. */
const neighbour = edit(smallFeed, 'stops.txt', { from: '^KGL,Kigali,.*$', to: 'KGL,Kigali,-1.9439,30.0617,1,,' });
const far = edit(smallFeed, 'stops.txt', { from: '^KGL,Kigali,.*$', to: 'KGL,Kigali,-1.9641,30.0619,1,,' });

test('a station of one name at one place is one station, whichever feed brings it', async () => {
  await imported(smallFeed, 'one');
  await imported(neighbour, 'two');
  const all = await stations();
  expect(all.map(({ feedName }) => feedName)).toEqual(['one']);
  expect(await stationOf('two')).toBe(all[0]?.stopId);
  expect(await stationOf('one')).toBe(all[0]?.stopId);
});

test('a station of the same name in another place stays its own', async () => {
  await imported(smallFeed, 'one');
  await imported(far, 'two');
  expect((await stations()).map(({ feedName }) => feedName)).toEqual(['one', 'two']);
});

test('of two stations that become one the elder stays, whichever feed comes again first, and nothing moves after that', async () => {
  await imported(smallFeed, 'one');
  await imported(far, 'two');
  const [elder] = await stations();
  await imported(edit(smallFeed, 'routes.txt', { from: 'Kigali - Rubavu', to: 'Kigali - Gisenyi' }), 'one');
  expect(await stationOf('one')).toBe(elder?.stopId);
  await imported(neighbour, 'two');
  expect(await stationOf('two')).toBe(elder?.stopId);
  expect((await stations()).map(({ removed }) => removed)).toEqual([false, true]);
  await imported(smallFeed, 'one');
  expect(await stationOf('one')).toBe(elder?.stopId);
});

test('a station is not removed with its feed while stops of another belong to it', async () => {
  await imported(smallFeed, 'one');
  await imported(neighbour, 'two');
  const without = edit(edit(smallFeed, 'stops.txt', { from: '^KGL,Kigali,.*\n', to: '' }), 'stops.txt', {
    from: '^(KGL-1,.*,)KGL,',
    to: '$1,',
  });
  await imported(without, 'one');
  expect(await stations()).toMatchObject([{ feedName: 'one', removed: false, retired: true }]);
  expect(await stationOf('one')).toBeNull();
  expect(await stationOf('two')).toBe((await stations())[0]?.stopId);
});
