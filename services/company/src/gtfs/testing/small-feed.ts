import { buffer } from 'node:stream/consumers';
import { ZipFile } from 'yazl';
import type { FeedLimits } from '../feed-limits.ts';
import type { Feed } from '../feed.ts';
import type { Problem } from '../problems.ts';
import { readFeed } from '../read-feed.ts';
import type { ReadFeedResult } from '../read-feed.ts';

/** Contents by file name; null takes a file of the small feed away. */
export type FeedFiles = Readonly<Record<string, string | Buffer>>;
export type Changes = Readonly<Record<string, string | Buffer | null>>;

/** A whole feed of two trips, the second over midnight, small enough to hold in mind. */
export const smallFeed = {
  'agency.txt': lines('agency_id,agency_name,agency_url,agency_timezone', 'a,Imisozi,https://a.example,Africa/Kigali'),
  'stops.txt': lines(
    'stop_id,stop_name,stop_lat,stop_lon,zone_id,location_type,parent_station,stop_timezone',
    'park,Kigali Park,-1.94,30.04,,1,,',
    'kigali,Kigali Bay 1,-1.94,30.04,k,0,park,',
    'muhanga,Muhanga,-2.08,29.75,m,0,,',
    'huye,Huye,-2.6,29.74,h,0,,',
  ),
  'routes.txt': lines('route_id,agency_id,route_short_name,route_long_name,route_type', 'r,a,KGL-HUY,Kigali - Huye,3'),
  'calendar.txt': lines(
    'service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date',
    'daily,1,1,1,1,1,1,1,20260101,20261231',
  ),
  'trips.txt': lines('route_id,service_id,trip_id', 'r,daily,morning', 'r,daily,night'),
  'stop_times.txt': lines(
    'trip_id,arrival_time,departure_time,stop_id,stop_sequence',
    'morning,06:00:00,06:00:00,kigali,1',
    'morning,07:05:00,07:10:00,muhanga,2',
    'morning,08:45:00,08:45:00,huye,3',
    'night,22:30:00,22:30:00,kigali,1',
    'night,23:35:00,23:40:00,muhanga,2',
    'night,25:15:00,25:15:00,huye,3',
  ),
  'feed_info.txt': lines(
    'feed_publisher_name,feed_publisher_url,feed_contact_email,feed_lang',
    'Safiri,https://safiri.example,feeds@safiri.example,en',
  ),
} satisfies FeedFiles;

export function lines(...rows: readonly string[]): string {
  return `${rows.join('\n')}\n`;
}

/** The small feed with some files replaced, added or taken away. */
export function smallFeedWith(changes: Changes): FeedFiles {
  const files: Record<string, string | Buffer> = { ...smallFeed };
  for (const [name, content] of Object.entries(changes)) {
    if (content === null) delete files[name];
    else files[name] = content;
  }
  return files;
}

/** A file of the small feed with one text in it replaced by another. */
export function edited(file: keyof typeof smallFeed, from: string, to: string): Changes {
  const content = smallFeed[file];
  if (!content.includes(from)) throw new Error(`${file} of the small feed has no "${from}"`);
  return { [file]: content.replace(from, to) };
}

export async function zipOf(files: FeedFiles, { compress = true } = {}): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [name, content] of Object.entries(files)) zip.addBuffer(Buffer.from(content), name, { compress });
  zip.end();
  return await buffer(zip.outputStream);
}

export async function readSmallFeed(changes: Changes = {}, limits: Partial<FeedLimits> = {}): Promise<ReadFeedResult> {
  return await readFeed({ bytes: await zipOf(smallFeedWith(changes)) }, { limits });
}

/** The feed of a result that must have one; its problems say why not. */
export function usable({ feed, report }: ReadFeedResult): Feed {
  if (feed === undefined) throw new Error(JSON.stringify(report.problems, null, 2));
  return feed;
}

export type Findings = ReadFeedResult & { readonly found: readonly string[] };

/** Reads the changed small feed and tells what was found, each as "file:line field code". */
export async function findingsOf(changes: Changes, limits: Partial<FeedLimits> = {}): Promise<Findings> {
  const result = await readSmallFeed(changes, limits);
  const tell = ({ file, line, field, code }: Problem) => `${file}:${line ?? ''} ${field ?? ''} ${code}`;
  return { ...result, found: result.report.problems.map(tell) };
}
