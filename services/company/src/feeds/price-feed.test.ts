import { expect, test } from 'vitest';
import { fareMatrix } from '../gtfs/fares/fare-matrix.ts';
import { edited, readSmallFeed, usable } from '../gtfs/testing/small-feed.ts';
import { priceFeed } from './price-feed.ts';

/** The night's bus is slower between the first two stops: a pattern of its own. */
const slowNight = edited('stop_times.txt', 'night,23:35:00,23:40:00,muhanga,2', 'night,23:45:00,23:50:00,muhanga,2');

test('patterns of a route that differ in their times alone share one table, and it is what each would have', async () => {
  const feed = usable(await readSmallFeed(slowNight));
  const { fares } = await priceFeed(feed);
  expect(feed.patterns.size).toBe(2);
  expect(new Set(fares.values()).size).toBe(1);
  for (const pattern of feed.patterns.values()) expect(fares.get(pattern.key)).toEqual(fareMatrix(pattern, feed));
});

test('another stop is another table', async () => {
  const feed = usable(await readSmallFeed(edited('stop_times.txt', 'night,23:35:00,23:40:00,muhanga,2\n', '')));
  const { fares } = await priceFeed(feed);
  expect([...fares.values()].map(({ stopCount }) => stopCount).toSorted((one, other) => one - other)).toEqual([2, 3]);
});
