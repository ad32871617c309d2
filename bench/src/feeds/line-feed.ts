import { clockTime } from '@safiri/testkit/generated-feed';
import { network } from '../workloads.ts';
import { agencyId, type FeedFiles } from './feed-files.ts';

const firstDepartureSeconds = 4 * 3_600;
const lastDepartureSeconds = 20 * 3_600;
const legSeconds = 1_800;

const stopIndexes = Array.from({ length: network.legs + 1 }, (_, index) => index);

/** One line with so many departures a day, evenly from 4:00 to 20:00. */
export function lineFeed(departures: number): FeedFiles {
  const numbers = Array.from({ length: departures }, (_, index) => index);
  return {
    'stops.txt': ['stop_id,stop_name,stop_lat,stop_lon', ...stopIndexes.map(stopLine)],
    'routes.txt': ['route_id,agency_id,route_long_name,route_type', `line,${agencyId},Bench line,3`],
    'trips.txt': ['route_id,service_id,trip_id', ...numbers.map((number) => `line,daily,t${number}`)],
    'stop_times.txt': [
      'trip_id,arrival_time,departure_time,stop_id,stop_sequence',
      ...numbers.flatMap((number) => stopTimeLines(number, departures)),
    ],
  };
}

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
