import { describe, expect, it } from 'vitest';
import { edited, findingsOf, lines, readSmallFeed, smallFeed, usable } from '../testing/small-feed.ts';
import type { Changes } from '../testing/small-feed.ts';

/** The small feed whose night trip halts `count` times, a minute apart, back and forth between two stops. */
function nightOf(count: number): Changes {
  const halts = Array.from({ length: count }, (_, at) => {
    const time = `${String(6 + Math.floor(at / 60)).padStart(2, '0')}:${String(at % 60).padStart(2, '0')}:00`;
    return `night,${time},${time},${at % 2 === 0 ? 'kigali' : 'huye'},${at + 1}`;
  });
  const morning = smallFeed['stop_times.txt'].split('\n').filter((line) => line.startsWith('morning'));
  const header = 'trip_id,arrival_time,departure_time,stop_id,stop_sequence';
  return { 'stop_times.txt': lines(header, ...morning, ...halts) };
}

describe('a trip', () => {
  it('of 256 stops is sold; one of 257 is refused by the line that is too many, and the rest imported', async () => {
    expect(usable(await readSmallFeed(nightOf(256))).trips.size).toBe(2);
    const { feed, found, report } = await findingsOf(nightOf(257));
    expect(found).toContain('stop_times.txt:261 stop_sequence trip_with_too_many_legs');
    const [refusal] = report.problems;
    expect(refusal).toMatchObject({
      severity: 'error',
      refuses: 'part',
      expected: expect.stringContaining('trip night'),
    });
    expect([...(feed?.trips.keys() ?? [])]).toEqual(['morning']);
  });

  it('may have its stop times anywhere in the file, in any order', async () => {
    const [header = '', ...rows] = smallFeed['stop_times.txt'].trimEnd().split('\n');
    const shuffled = lines(header, ...rows.toReversed());
    const sorted = usable(await readSmallFeed());
    const read = usable(await readSmallFeed({ 'stop_times.txt': shuffled }));
    expect([...read.patterns.keys()]).toEqual([...sorted.patterns.keys()]);
    expect(read.trips).toEqual(sorted.trips);
  });

  it('has a pattern of its own when it runs otherwise, boards otherwise or is of another route', async () => {
    const slower = edited('stop_times.txt', '25:15:00,25:15:00', '25:20:00,25:20:00');
    expect(usable(await readSmallFeed(slower)).patterns.size).toBe(2);
    const header = 'trip_id,arrival_time,departure_time,stop_id,stop_sequence';
    const boarding = smallFeed['stop_times.txt']
      .replace(header, `${header},pickup_type`)
      .replace(/\d\n/g, (end) => `${end.trim()},0\n`);
    expect(usable(await readSmallFeed({ 'stop_times.txt': boarding })).patterns.size).toBe(1);
    const driverOnly = boarding.replace('night,23:35:00,23:40:00,muhanga,2,0', 'night,23:35:00,23:40:00,muhanga,2,3');
    const feed = usable(await readSmallFeed({ 'stop_times.txt': driverOnly }));
    expect(feed.patterns.size).toBe(2);
    const pattern = feed.patterns.get(feed.trips.get('night')?.patternKey ?? '');
    expect(pattern?.stops.map(({ pickup }) => pickup)).toEqual(['regular', 'driver', 'regular']);
  });

  it('keeps its pattern’s key when stops are renamed or the feed grows', async () => {
    const before = usable(await readSmallFeed());
    const after = usable(
      await readSmallFeed({
        ...edited('stops.txt', 'Muhanga', 'Gitarama'),
        ...edited('routes.txt', 'r,a,', 'q,a,X,X - Y,3\nr,a,'),
      }),
    );
    expect([...after.patterns.keys()]).toEqual([...before.patterns.keys()]);
  });

  it('has times it lacks filled in by distance, marked as not exact', async () => {
    const feed = usable(await readSmallFeed(edited('stop_times.txt', '07:05:00,07:10:00', ',')));
    const [, muhanga] = feed.patterns.get(feed.trips.get('morning')?.patternKey ?? '')?.stops ?? [];
    // Muhanga lies 35.8 km from Kigali and 57.8 km from Huye in a straight line: 9,900 s × 35.8 / 93.6.
    expect(muhanga).toMatchObject({ arrivalSeconds: 3785, departureSeconds: 3785, exactTime: false });
  });
});
