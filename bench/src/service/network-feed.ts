import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { addDays, localDate, type ServiceDate } from '@safiri/kernel';
import { network } from '../workloads.ts';

export const feedName = 'bench';
export const agencyId = 'bench';
const timeZone = 'Africa/Kigali';

/** Trips are sold a month ahead; today's may have left. */
export const saleDays = 30;

const firstDepartureSeconds = 4 * 3_600;
const lastDepartureSeconds = 20 * 3_600;
const legSeconds = 1_800;

/** Writes a GTFS feed of one line, whose departures of the coming month are at least so many trips. */
export async function writeNetworkFeed(folder: string, options: { trips: number; now: Date }): Promise<void> {
  await mkdir(folder, { recursive: true });
  const departures = Math.ceil(options.trips / saleDays);
  const files = feedFiles(departures, addDays(localDate(options.now, timeZone), 1));
  await Promise.all(
    Object.entries(files).map(([name, lines]) => writeFile(join(folder, name), `${lines.join('\n')}\n`)),
  );
}

export function feedFiles(departures: number, firstDate: ServiceDate): Record<string, string[]> {
  const compact = (date: ServiceDate): string => date.replaceAll('-', '');
  const daily = `daily,1,1,1,1,1,1,1,${compact(firstDate)},${compact(addDays(firstDate, 2 * saleDays))}`;
  const numbers = Array.from({ length: departures }, (_, index) => index);
  return {
    'agency.txt': [
      'agency_id,agency_name,agency_url,agency_timezone',
      `${agencyId},Bench Lines,https://bench.example,${timeZone}`,
    ],
    'stops.txt': ['stop_id,stop_name,stop_lat,stop_lon', ...stopIndexes.map(stopLine)],
    'routes.txt': ['route_id,agency_id,route_long_name,route_type', `line,${agencyId},Bench line,3`],
    'calendar.txt': ['service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date', daily],
    'trips.txt': ['route_id,service_id,trip_id', ...numbers.map((number) => `line,daily,t${number}`)],
    'stop_times.txt': [
      'trip_id,arrival_time,departure_time,stop_id,stop_sequence',
      ...numbers.flatMap((number) => stopTimeLines(number, departures)),
    ],
  };
}

const stopIndexes = Array.from({ length: network.legs + 1 }, (_, index) => index);

/** Along a parallel, some twenty kilometres apart. */
function stopLine(index: number): string {
  return `s${index},Stop ${index},-2.0000,${(29 + index * 0.2).toFixed(4)}`;
}

function stopTimeLines(number: number, departures: number): string[] {
  const spanSeconds = lastDepartureSeconds - firstDepartureSeconds;
  const start = firstDepartureSeconds + Math.floor((spanSeconds * number) / departures);
  return stopIndexes.map((index) => {
    const time = clockTime(start + index * legSeconds);
    return `t${number},${time},${time},s${index},${index + 1}`;
  });
}

function clockTime(seconds: number): string {
  const parts = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60, seconds % 60];
  return parts.map((part) => String(part).padStart(2, '0')).join(':');
}
