import { mkdir, open } from 'node:fs/promises';
import { join } from 'node:path';

export type GeneratedFeed = {
  /** GTFS trips; each runs every day. */
  readonly trips: number;
  readonly stopsPerTrip: number;
  /** Whether trips of a route run alike and share a pattern, or no two trips do: the worst a feed can be. */
  readonly patterns: 'shared' | 'own';
};

/** A national feed of the size that an import promises to take: 340,000 stop times. */
export const nationalFeed = { trips: 17_000, stopsPerTrip: 20 } as const;

/** As feeds of every bus line of a country have them. */
const tripsPerRoute = 50;
const stops = 6_000;
const firstDeparture = 4 * 3_600;
const secondsBetweenStops = 600;

/** Lines of a file at a time, so that a feed of any size is written in little memory. */
const linesPerPiece = 10_000;

/**
 * Writes a feed as a folder of GTFS files, the same every time: whole routes of a network of 6,000 stops, with zone
 * fares for none of it, so that every journey is priced by distance.
 */
export async function writeGeneratedFeed(folder: string, feed: GeneratedFeed): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const [name, lines] of Object.entries(filesOf(feed))) await writeLines(join(folder, name), lines);
}

function filesOf(feed: GeneratedFeed): Record<string, Iterable<string>> {
  return {
    'agency.txt': [
      'agency_id,agency_name,agency_url,agency_timezone',
      'generated,Generated Lines,https://generated.example,Africa/Nairobi',
    ],
    'feed_info.txt': ['feed_publisher_name,feed_publisher_url,feed_lang', 'Generated,https://generated.example,en'],
    'calendar.txt': [
      'service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date',
      'daily,1,1,1,1,1,1,1,20200101,20991231',
    ],
    'stops.txt': listed('stop_id,stop_name,stop_lat,stop_lon', stops, stopLine),
    'routes.txt': listed(
      'route_id,agency_id,route_long_name,route_type',
      Math.ceil(feed.trips / tripsPerRoute),
      (route) => `r${route},generated,Line ${route},3`,
    ),
    'trips.txt': listed('route_id,service_id,trip_id', feed.trips, (trip) => `r${routeOf(trip)},daily,t${trip}`),
    'stop_times.txt': stopTimeLines(feed),
  };
}

function* listed(header: string, count: number, line: (index: number) => string): Generator<string> {
  yield header;
  for (let index = 0; index < count; index += 1) yield line(index);
}

/** On a grid of a hundred in a row, about five kilometres apart. */
function stopLine(stop: number): string {
  return `s${stop},Stop ${stop},${(-4 + Math.floor(stop / 100) * 0.05).toFixed(4)},${(33 + (stop % 100) * 0.05).toFixed(4)}`;
}

function routeOf(trip: number): number {
  return Math.floor(trip / tripsPerRoute);
}

function* stopTimeLines({ trips, stopsPerTrip, patterns }: GeneratedFeed): Generator<string> {
  yield 'trip_id,arrival_time,departure_time,stop_id,stop_sequence';
  for (let trip = 0; trip < trips; trip += 1) {
    const start = firstDeparture + (trip % tripsPerRoute) * 1_200;
    // A second more at one of the stops, another for each trip of the route: it is a pattern of its own.
    const dwell = patterns === 'own' ? (trip % tripsPerRoute) + 1 : 0;
    for (let place = 0; place < stopsPerTrip; place += 1) {
      const arrival = start + place * secondsBetweenStops + (place > 1 ? dwell : 0);
      const departure = arrival + (place === 1 ? dwell : 0);
      const stop = (routeOf(trip) * 17 + place) % stops;
      yield `t${trip},${clockTime(arrival)},${clockTime(departure)},s${stop},${place + 1}`;
    }
  }
}

/** GTFS's hours, minutes and seconds of a service date. */
export function clockTime(seconds: number): string {
  const parts = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60, seconds % 60];
  return parts.map((part) => String(part).padStart(2, '0')).join(':');
}

async function writeLines(file: string, lines: Iterable<string>): Promise<void> {
  await using handle = await open(file, 'w');
  let piece: string[] = [];
  for (const line of lines) {
    if (piece.push(`${line}\n`) < linesPerPiece) continue;
    await handle.write(piece.join(''));
    piece = [];
  }
  await handle.write(piece.join(''));
}
