import { clockTime } from '@safiri/testkit/generated-feed';
import { departureMinutes, minutesPerLeg, searchNetwork, stopAt, stopCountOf } from '../search/search-network.ts';
import { agencyId, type FeedFiles } from './feed-files.ts';

/** How the parts of the network are called in the feed, and thereby in the product. */
export const stopName = (stop: number): string => `Stop ${stop}`;
export const lineName = (line: number): string => `Line ${line}`;

const stopsPerRow = 20;

/** The network that searches are measured on. */
export function searchFeed(): FeedFiles {
  const lines = numbersTo(searchNetwork.lines);
  const departures = numbersTo(searchNetwork.departuresADay);
  const tripId = (line: number, departure: number): string => `l${line}d${departure}`;
  return {
    'stops.txt': ['stop_id,stop_name,stop_lat,stop_lon', ...numbersTo(searchNetwork.stops).map(stopLine)],
    'routes.txt': [
      'route_id,agency_id,route_long_name,route_type',
      ...lines.map((line) => `l${line},${agencyId},${lineName(line)},3`),
    ],
    'trips.txt': [
      'route_id,service_id,trip_id',
      ...lines.flatMap((line) => departures.map((departure) => `l${line},daily,${tripId(line, departure)}`)),
    ],
    'stop_times.txt': [
      'trip_id,arrival_time,departure_time,stop_id,stop_sequence',
      ...lines.flatMap((line) =>
        departures.flatMap((departure) =>
          numbersTo(stopCountOf(line)).map((position) => {
            const time = clockTime(60 * (departureMinutes(departure) + position * minutesPerLeg(line)));
            return `${tripId(line, departure)},${time},${time},s${stopAt(line, position)},${position + 1}`;
          }),
        ),
      ),
    ],
  };
}

function numbersTo(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index);
}

/** On a grid, some ten kilometres apart. */
function stopLine(stop: number): string {
  const [row, column] = [Math.floor(stop / stopsPerRow), stop % stopsPerRow];
  return `s${stop},${stopName(stop)},${(-2 - row * 0.1).toFixed(4)},${(29 + column * 0.1).toFixed(4)}`;
}
