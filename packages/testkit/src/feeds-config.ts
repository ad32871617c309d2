import { join } from 'node:path';

/** The folder of real feeds, which are not ours to keep in the repository; tests that need it skip without it. */
const folder = process.env['SAFIRI_FEEDS'];

export const hasRealFeeds = folder !== undefined && folder !== '';

/** To stand in the name of a skipped test. */
export const whyNoRealFeeds = hasRealFeeds ? '' : ' (skipped: SAFIRI_FEEDS names no folder of feeds)';

/** A feed of that folder: `<name>/<name>.zip`. */
export function realFeedPath(name: string): string {
  return join(folder ?? '', name, `${name}.zip`);
}
