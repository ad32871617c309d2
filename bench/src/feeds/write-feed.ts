import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { addDays, localDate, type ServiceDate } from '@safiri/kernel';
import { agencyId } from './feed-files.ts';
import { lineFeed } from './line-feed.ts';
import { searchFeed } from './search-feed.ts';

const timeZone = 'Africa/Kigali';

/** Trips are sold a month ahead; today's may have left. */
export const saleDays = 30;

/** What is on sale: one line with at least so many trips in a month, or the network that searches are measured on. */
export type FeedKind = { readonly kind: 'line'; readonly trips: number } | { readonly kind: 'search' };

/** The first service date that is on sale as a whole. */
export function firstDateOf(now: Date): ServiceDate {
  return addDays(localDate(now, timeZone), 1);
}

/** Writes the feed as the platform's import takes it: a folder of GTFS files. Every departure runs every day. */
export async function writeFeed(folder: string, feed: FeedKind, now: Date): Promise<void> {
  await mkdir(folder, { recursive: true });
  const files = {
    ...companyFiles(firstDateOf(now)),
    ...(feed.kind === 'line' ? lineFeed(Math.ceil(feed.trips / saleDays)) : searchFeed()),
  };
  await Promise.all(
    Object.entries(files).map(([name, lines]) => writeFile(join(folder, name), `${lines.join('\n')}\n`)),
  );
}

function companyFiles(firstDate: ServiceDate): Record<string, string[]> {
  const compact = (date: ServiceDate): string => date.replaceAll('-', '');
  const daily = `daily,1,1,1,1,1,1,1,${compact(firstDate)},${compact(addDays(firstDate, 2 * saleDays))}`;
  return {
    'agency.txt': [
      'agency_id,agency_name,agency_url,agency_timezone',
      `${agencyId},Bench Lines,https://bench.example,${timeZone}`,
    ],
    'calendar.txt': ['service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date', daily],
  };
}
