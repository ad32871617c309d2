import { getTrip, listCompanies, listTrips } from '@safiri/contracts';
import { addDays, isServiceDate, localDate, newId, systemClock } from '@safiri/kernel';
import { failPage } from '../visit/fail-page.server.ts';
import { millisecondsOf } from '../visit/instant.ts';
import type { Visit } from '../visit/visit.server.ts';
import type { ScanningStaff } from './staff.server.ts';

export type ScanPageData = Awaited<ReturnType<typeof loadTripChoice>> | Awaited<ReturnType<typeof loadScanner>>;

/** First step: whose trip and which one. Staff of a company see their own trips, platform staff choose a company first. */
export async function loadTripChoice(visit: Visit, staff: ScanningStaff, query: URLSearchParams) {
  const listed = await visit.api(listCompanies, { query: { limit: 100 } });
  if (!listed.ok) throw failPage(visit, listed);
  const { companies } = listed.value;
  const companyId = staff.companyId ?? query.get('company') ?? companies[0]?.companyId;
  const company = companies.find((one) => one.companyId === companyId);
  const today = localDate(systemClock.now(), company?.timeZone ?? 'UTC');
  const asked = query.get('date') ?? '';
  const date = isServiceDate(asked) ? asked : today;
  const after = Number(query.get('after') ?? Number.NaN);
  const base = {
    step: 'choose' as const,
    companies: staff.companyId === null ? companies.map(({ companyId: id, name }) => ({ id, name })) : [],
    companyId: companyId ?? '',
    companyName: company?.name ?? '',
    date,
    dateText: visit.writing.longDate(date),
    before: addDays(date, -1),
    next: addDays(date, 1),
  };
  if (companyId === undefined) return { ...base, trips: [], later: undefined, nextTripId: undefined };
  const answer = await visit.api(listTrips, {
    params: { companyId },
    query: { serviceDate: date, ...(Number.isSafeInteger(after) && after > 0 ? { after } : {}) },
  });
  if (!answer.ok) throw failPage(visit, answer);
  const trips = answer.value.trips.map((trip) => ({
    tripId: trip.tripId,
    routeName: trip.routeName,
    fromStop: trip.fromStop,
    toStop: trip.toStop,
    time: visit.writing.time(trip.departsAt, company?.timeZone ?? 'UTC'),
    isCancelled: trip.status === 'cancelled',
  }));
  const later = answer.value.more ? trips.at(-1)?.tripId : undefined;
  return { ...base, trips, later, nextTripId: nextAmong(answer.value.trips) };
}

/** Boarding of a trip is mostly over this long after it left its first stop. */
const boardingMilliseconds = 30 * 60_000;

/** The trip that boards about now, where earlier ones stand before it in the list. */
function nextAmong(trips: readonly { readonly tripId: number; readonly departsAt: string }[]): number | undefined {
  const since = systemClock.now().getTime() - boardingMilliseconds;
  const at = trips.findIndex((trip) => millisecondsOf(trip.departsAt) >= since);
  return at > 0 ? trips[at]?.tripId : undefined;
}

/**
 * Second step: the scanner of one trip, of one's own company. `scanId` names the next scan; sent again it finds the answer
 * it got.
 */
export async function loadScanner(visit: Visit, staff: ScanningStaff, tripId: number) {
  const answer = await visit.api(getTrip, { params: { tripId } });
  if (!answer.ok) throw failPage(visit, answer);
  const trip = answer.value;
  if (staff.companyId !== null && trip.companyId !== staff.companyId) throw failPage(visit, { code: 'NOT_FOUND' });
  const [first] = trip.stops;
  const last = trip.stops.at(-1);
  return {
    step: 'scan' as const,
    tripId,
    scanId: newId(),
    fromStop: first?.name ?? '',
    toStop: last?.name ?? '',
    companyName: trip.companyName,
    departs:
      first === undefined
        ? ''
        : `${visit.writing.day(first.departsAt, first.timeZone)} ${visit.writing.time(first.departsAt, first.timeZone)}`,
    stops: trip.stops.map((stop) => ({
      index: stop.index,
      name: stop.name,
      time: visit.writing.time(stop.departsAt, stop.timeZone),
    })),
  };
}

export type Scanner = Awaited<ReturnType<typeof loadScanner>>;
export type TripChoice = Awaited<ReturnType<typeof loadTripChoice>>;
