import { getTrip } from '@safiri/contracts';
import type { Visit } from '../visit/visit.server.ts';
import type { ScanDesk } from './scan-once.ts';

/** Staff who are signed in to the website. */
export function scanDesk(visit: Visit): ScanDesk {
  return { api: visit.api, timeOf: async (instant, tripId) => await timeOnTrip(visit, instant, tripId) };
}

export async function timeOnTrip(visit: Visit, instant: string, tripId: number): Promise<string> {
  const trip = await visit.api(getTrip, { params: { tripId } });
  const zone = (trip.ok ? trip.value.stops[0]?.timeZone : undefined) ?? 'UTC';
  return visit.writing.time(instant, zone);
}
