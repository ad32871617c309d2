import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { readFeed } from './read-feed.ts';
import { lines, readSmallFeed, smallFeed, smallFeedWith, usable, zipOf } from './testing/small-feed.ts';
import type { FeedFiles } from './testing/small-feed.ts';

describe('readFeed', () => {
  it('finds nothing wrong with a good feed', async () => {
    const result = await readSmallFeed();
    expect(result.report).toEqual({ problems: [], count: 0, totals: [] });
    const feed = usable(result);
    expect(feed).toMatchObject({ timeZone: 'Africa/Kigali', currency: 'RWF' });
    expect(feed.counts).toMatchObject({ 'stops.txt': 4, 'trips.txt': 2, 'stop_times.txt': 6 });
  });

  it('gives trips that run alike one pattern, counted from their departure', async () => {
    const { patterns, trips } = usable(await readSmallFeed());
    expect([...trips.values()].map(({ id, startSeconds }) => [id, startSeconds])).toEqual([
      ['morning', 6 * 3600],
      ['night', 22.5 * 3600],
    ]);
    const [pattern, another] = patterns.values();
    expect(another).toBeUndefined();
    expect(pattern?.stops.map((stop) => [stop.stopId, stop.arrivalSeconds, stop.departureSeconds])).toEqual([
      ['kigali', 0, 0],
      ['muhanga', 3900, 4200],
      ['huye', 9900, 9900],
    ]);
  });

  it('has one hash for a feed, however it is packed, and another for any other', async () => {
    const hashOf = async (bytes: Buffer) => usable(await readFeed({ bytes })).hash;
    const packed = await hashOf(await zipOf(smallFeed));
    const stored = await hashOf(
      await zipOf(Object.fromEntries(Object.entries(smallFeed).toReversed()), { compress: false }),
    );
    const inFolder = usable(await readFeed({ folder: await folderOf(smallFeed) })).hash;
    expect([stored, inFolder]).toEqual([packed, packed]);
    const changed = smallFeedWith({
      'trips.txt': lines('route_id,service_id,trip_id', 'r,daily,morning', 'r,daily,Night'),
    });
    expect(
      usable(
        await readFeed({
          bytes: await zipOf({
            ...changed,
            'stop_times.txt': smallFeed['stop_times.txt'].replaceAll('night', 'Night'),
          }),
        }),
      ).hash,
    ).not.toBe(packed);
  });

  it('reads a zip on disk', async () => {
    const folder = await folderOf({ 'feed.zip': await zipOf(smallFeed) });
    expect(usable(await readFeed({ zipPath: join(folder, 'feed.zip') })).trips.size).toBe(2);
  });

  it('says after each file how far it is', async () => {
    const seen: string[] = [];
    await readFeed({ bytes: await zipOf(smallFeed) }, { onFile: ({ file, rows }) => seen.push(`${file} ${rows}`) });
    expect(seen).toContain('stop_times.txt 6');
  });

  it('throws what is no fault of the feed', async () => {
    const bug = new Error('bug');
    const reading = readFeed(
      { bytes: await zipOf(smallFeed) },
      {
        onFile: () => {
          throw bug;
        },
      },
    );
    await expect(reading).rejects.toBe(bug);
  });
});

async function folderOf(files: FeedFiles): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'safiri-feed-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
  return folder;
}
