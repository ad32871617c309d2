import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lines, readSmallFeed, usable } from '../testing/small-feed.ts';
import { tripStarts } from './trip-starts.ts';

describe('tripStarts', () => {
  it('is the timetable’s own start without headways', () => {
    expect(tripStarts({ startSeconds: 90_000, headways: [] })).toEqual([{ startSeconds: 90_000, exactTimes: true }]);
  });

  it('departs at the start and then at the headway, never at the end', () => {
    const headway = fc.record({
      from: fc.nat(100_000),
      length: fc.integer({ min: 1, max: 40_000 }),
      every: fc.integer({ min: 60, max: 7200 }),
    });
    fc.assert(
      fc.property(headway, ({ from, length, every }) => {
        const slowly: number[] = [];
        for (let at = from; at < from + length; at += every) slowly.push(at);
        const headways = [{ startSeconds: from, endSeconds: from + length, headwaySeconds: every, exactTimes: false }];
        const starts = tripStarts({ startSeconds: 0, headways });
        expect(starts.map(({ startSeconds }) => startSeconds)).toEqual(slowly);
        expect(starts.every(({ exactTimes }) => !exactTimes)).toBe(true);
      }),
    );
  });

  it('reads headways in order of their start, whatever their order in the file', async () => {
    const rows = ['night,09:00:00,10:00:00,1800,1', 'night,06:00:00,09:00:00,3600,0'];
    const frequencies = lines('trip_id,start_time,end_time,headway_secs,exact_times', ...rows);
    const feed = usable(await readSmallFeed({ 'frequencies.txt': frequencies }));
    const starts = tripStarts(feed.trips.get('night') ?? { startSeconds: 0, headways: [] });
    expect(starts.map(({ startSeconds, exactTimes }) => [startSeconds / 3600, exactTimes])).toEqual([
      [6, false],
      [7, false],
      [8, false],
      [9, true],
      [9.5, true],
    ]);
  });
});
