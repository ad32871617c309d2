import { isDeepStrictEqual } from 'node:util';
import { isDomainError, type DomainError } from '@safiri/kernel';
import type { SeatMapNow } from './read-seat-maps.ts';
import type { TripStretch } from './taken-seats.ts';
import type { WatchedMap } from './watched-maps.ts';

export type ReadMaps = (stretches: readonly TripStretch[]) => Promise<readonly (SeatMapNow | DomainError)[]>;

/** What one call of `read` takes: some thousand rows of seats. */
const mostStretches = 100;

/** Reads these maps and tells of those that are not as they were. When reading fails, whoever waits for a first map is told so. */
export async function readWatched(maps: readonly WatchedMap[], read: ReadMaps): Promise<void> {
  try {
    for (let start = 0; start < maps.length; start += mostStretches) {
      const some = maps.slice(start, start + mostStretches);
      const states = await read(some.map((map) => map.at));
      for (const [index, map] of some.entries()) {
        const now = states[index];
        if (now !== undefined) tell(map, now);
      }
    }
  } catch (error) {
    for (const map of maps) map.first.reject(error);
    throw error;
  }
}

function tell(map: WatchedMap, read: SeatMapNow | DomainError): void {
  const now = isDomainError(read) ? closedOf(map, read) : read;
  if (now === undefined || isDeepStrictEqual(now, map.now)) return;
  map.now = now;
  map.first.resolve();
  for (const hear of map.hearers) hear(now);
}

/** A stretch that was one and is none any more is sold no more. One that never was is refused. */
function closedOf(map: WatchedMap, refusal: DomainError): SeatMapNow | undefined {
  if (map.now === undefined) map.first.reject(refusal);
  return map.now === undefined ? undefined : { ...map.now, closed: 'off-sale' };
}
