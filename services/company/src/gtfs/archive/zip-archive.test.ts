import { constants } from 'node:buffer';
import { describe, expect, it } from 'vitest';
import { defaultFeedLimits } from '../feed-limits.ts';
import type { FeedLimits } from '../feed-limits.ts';
import { readFeed } from '../read-feed.ts';
import { lines, smallFeed, smallFeedWith, zipOf } from '../testing/small-feed.ts';

async function refusalOf(bytes: Buffer, limits: Partial<FeedLimits> = {}): Promise<string[]> {
  const { feed, report } = await readFeed({ bytes }, { limits });
  expect(feed).toBeUndefined();
  return report.problems.filter(({ refuses }) => refuses === 'feed').map(({ code, file }) => `${file} ${code}`);
}

/** Overwrites the size an entry of the zip declares, in its own header and in the directory. */
function declareSize(zip: Buffer, { from, to }: { readonly from: number; readonly to: number }): Buffer {
  const forged = Buffer.from(zip);
  const needle = Buffer.alloc(4);
  needle.writeUInt32LE(from);
  for (let at = forged.indexOf(needle); at >= 0; at = forged.indexOf(needle, at + 4)) forged.writeUInt32LE(to, at);
  return forged;
}

describe('a zip that cannot be trusted', () => {
  it('is refused when it is no zip', async () => {
    expect(await refusalOf(Buffer.from('trip_id,arrival_time\n'))).toEqual(['archive unreadable_archive']);
    expect(await refusalOf(Buffer.alloc(0))).toEqual(['archive unreadable_archive']);
  });

  it('is refused wherever it was cut off', async () => {
    const zip = await zipOf(smallFeed);
    for (const length of [10, zip.length >> 1, zip.length - 30, zip.length - 1]) {
      expect(await refusalOf(zip.subarray(0, length))).toEqual(['archive unreadable_archive']);
    }
  });

  it('is refused, by the name of the file, when the data inside is damaged', async () => {
    const zip = await zipOf(smallFeed);
    const name = Buffer.from('stops.txt');
    zip.fill(0xff, zip.indexOf(name) + name.length, zip.indexOf(name) + name.length + 40);
    expect(await refusalOf(zip)).toContain('stops.txt unreadable_archive');
  });

  it('is refused when its files lie in a folder', async () => {
    const zip = await zipOf(
      Object.fromEntries(Object.entries(smallFeed).map(([name, text]) => [`feed/${name}`, text])),
    );
    expect(await refusalOf(zip)).toEqual(['feed/agency.txt invalid_input_files_in_subfolder']);
  });

  it('is read past what a Mac adds', async () => {
    const bytes = await zipOf({ ...smallFeed, '__MACOSX/._stops.txt': 'x', 'pictures/bus.txt': 'x' });
    expect((await readFeed({ bytes })).feed).toBeDefined();
  });

  it('is refused when a file stands in it twice', async () => {
    const zip = await zipOf({ ...smallFeed, 'stopz.txt': smallFeed['stops.txt'] });
    const doubled = Buffer.from(zip.toString('latin1').replaceAll('stopz.txt', 'stops.txt'), 'latin1');
    expect(await refusalOf(doubled)).toEqual(['stops.txt duplicated_file']);
  });
});

describe('a zip bomb', () => {
  const flood = Buffer.alloc(3 * 1024 * 1024, '\n');

  it('is refused by what it declares, without inflating it', async () => {
    const zip = await zipOf(smallFeedWith({ 'shapes.txt': flood }));
    expect(await refusalOf(zip, { fileBytes: 1024 * 1024 })).toEqual(['shapes.txt file_too_large']);
    expect(await refusalOf(zip, { ratioFreeBytes: 1024 * 1024 })).toEqual(['shapes.txt suspicious_compression']);
  });

  it('is stopped where it inflates to more than it declares', async () => {
    const zip = await zipOf(smallFeedWith({ 'shapes.txt': flood }));
    expect(await refusalOf(declareSize(zip, { from: flood.length, to: 1000 }))).toEqual([
      'shapes.txt unreadable_archive',
    ]);
  });

  it('is stopped when all its files together pass the limit', async () => {
    const zip = await zipOf(
      smallFeedWith({ 'shapes.txt': lines('shape_id', ...Array.from({ length: 500 }, () => 'x')) }),
    );
    expect(await refusalOf(zip, { totalBytes: 1200 })).toContain('shapes.txt feed_too_large');
  });

  it('of many entries is refused before they are listed', async () => {
    const files = Object.fromEntries(Array.from({ length: 20 }, (_, at) => [`${at}.txt`, '']));
    expect(await refusalOf(await zipOf(files), { entries: 19 })).toEqual(['archive too_many_entries']);
  });

  it('that is large itself is refused unread', async () => {
    const zip = await zipOf(smallFeed);
    expect(await refusalOf(zip, { compressedBytes: zip.length - 1 })).toEqual(['archive archive_too_large']);
  });

  it('cannot be larger than what a buffer of this process holds', () => {
    expect(defaultFeedLimits.totalBytes).toBeLessThan(constants.MAX_LENGTH);
  });
});
