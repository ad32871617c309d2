import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { FeedLimits } from '../feed-limits.ts';
import type { FeedArchive } from './feed-archive.ts';
import { FeedRefusal } from './feed-refusal.ts';

/** As the pieces a zip inflates to: some milliseconds of parsing, then others get a turn. */
const pieceBytes = 64 * 1024;

/** A feed kept as plain files. Sizes are bounded while reading, as for a zip. */
export async function openFolder(folder: string, limits: FeedLimits): Promise<FeedArchive> {
  const files = await listFiles(folder);
  if (files.length > limits.entries) {
    throw new FeedRefusal({
      code: 'too_many_entries',
      file: basename(folder),
      value: String(files.length),
      expected: `A feed folder of at most ${limits.entries} files.`,
    });
  }
  return {
    files: new Set(files),
    read: (file) => createReadStream(join(folder, file), { highWaterMark: pieceBytes }),
    close: () => undefined,
  };
}

async function listFiles(folder: string): Promise<string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries.filter((entry) => entry.isFile()).map((entry) => entry.name);
  } catch (error) {
    throw new FeedRefusal({
      code: 'unreadable_archive',
      file: basename(folder),
      value: error instanceof Error ? error.message : String(error),
      expected: 'A folder that can be read and holds the .txt files of a feed.',
    });
  }
}
