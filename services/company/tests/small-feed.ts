import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { ZipFile } from 'yazl';

export type FeedFiles = Readonly<Record<string, string>>;

/**
 * Two towns and a village on one line: by day three times, by night once past midnight, daily through 2026 but not on
 * 4 March. A second agency runs nothing.
 */
export const smallFeed: FeedFiles = {
  'agency.txt': `agency_id,agency_name,agency_url,agency_timezone,agency_phone
kivu,Kivu Lake Lines,https://kivu.example,Africa/Kigali,+250788000001
idle,Idle Agency,https://idle.example,Africa/Kigali,
`,
  'stops.txt': `stop_id,stop_name,stop_lat,stop_lon,location_type,parent_station,stop_timezone
KGL,Kigali,-1.9441,30.0619,1,,
KGL-1,Kigali Nyabugogo,-1.9397,30.0446,0,KGL,
MUS,Musanze,-1.4998,29.6344,0,,
GIS,Rubavu,-1.7028,29.2564,0,,
`,
  'routes.txt': `route_id,agency_id,route_short_name,route_long_name,route_type
R1,kivu,,Kigali - Rubavu,3
`,
  'trips.txt': `route_id,service_id,trip_id
R1,daily,day-1
R1,daily,day-2
R1,daily,day-3
R1,daily,night
`,
  'stop_times.txt': `trip_id,arrival_time,departure_time,stop_id,stop_sequence,pickup_type,drop_off_type
day-1,07:00:00,07:00:00,KGL-1,1,0,1
day-1,09:00:00,09:10:00,MUS,2,0,0
day-1,10:30:00,10:30:00,GIS,3,1,0
day-2,12:00:00,12:00:00,KGL-1,1,0,1
day-2,14:00:00,14:10:00,MUS,2,0,0
day-2,15:30:00,15:30:00,GIS,3,1,0
day-3,17:00:00,17:00:00,KGL-1,1,0,1
day-3,19:00:00,19:10:00,MUS,2,0,0
day-3,20:30:00,20:30:00,GIS,3,1,0
night,24:30:00,24:30:00,KGL-1,1,0,1
night,27:45:00,27:45:00,GIS,2,1,0
`,
  'calendar.txt': `service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date
daily,1,1,1,1,1,1,1,20260101,20261231
`,
  'calendar_dates.txt': `service_id,date,exception_type
daily,20260304,2
`,
};

/** The feed with what matches in one of its files replaced. */
export function edit(
  files: FeedFiles,
  file: string,
  change: { readonly from: string | RegExp; readonly to: string },
): FeedFiles {
  const text = files[file] ?? '';
  const edited = text.replaceAll(new RegExp(change.from, 'gm'), change.to);
  if (edited === text) throw new Error(`${file} has nothing like ${String(change.from)}`);
  return { ...files, [file]: edited };
}

/** Lays the files out in a folder of their own for as long as `use` needs them. */
export async function withFolder<Result>(files: FeedFiles, use: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = await mkdtemp(path.join(tmpdir(), 'safiri-feed-'));
  try {
    await Promise.all(Object.entries(files).map(([name, text]) => writeFile(path.join(folder, name), text)));
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

export async function zipOf(files: FeedFiles): Promise<Uint8Array> {
  const zip = new ZipFile();
  for (const [name, text] of Object.entries(files)) zip.addBuffer(Buffer.from(text), name);
  zip.end();
  return await buffer(zip.outputStream);
}
