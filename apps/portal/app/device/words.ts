import type { DayOfTrips } from '../scan/trip-choice.ts';
import { loadDay } from '../scan/load-scan.server.ts';
import { timeOnTrip } from '../scan/scan-desk.server.ts';
import { failPage } from '../visit/fail-page.server.ts';
import { visitOf } from '../visit/visit.server.ts';
import type { Route } from './+types/words';

/** Dates and times in words. A device asks the API by itself, and has them written here, where all of ours are written. */
export type Words = { readonly day: DayOfTrips; readonly times: readonly string[] };

/** A day has some hundreds of trips at most, and an address some kilobytes. */
const mostTimes = 200;

export async function loader({ request, context }: Route.LoaderArgs) {
  const visit = visitOf(context);
  const query = new URL(request.url).searchParams;
  const instants = query.getAll('at').slice(0, mostTimes);
  if (!instants.every((instant) => /^[\d:.TZ-]{20,24}$/.test(instant))) throw failPage(visit, { code: 'NOT_FOUND' });
  const tripId = Number(query.get('trip') ?? Number.NaN);
  if (Number.isSafeInteger(tripId)) {
    const times = await Promise.all(instants.map(async (instant) => await timeOnTrip(visit, instant, tripId)));
    return Response.json({ times });
  }
  const { company, day } = await loadDay(visit, query, query.get('company'));
  const zone = company?.timeZone ?? 'UTC';
  const words: Words = {
    day: { ...day, companies: [] },
    times: instants.map((instant) => visit.writing.time(instant, zone)),
  };
  return Response.json(words);
}
