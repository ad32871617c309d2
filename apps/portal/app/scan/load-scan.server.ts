import { getTrip, listCompanies, listTrips } from '@safiri/contracts';
import { addDays, isServiceDate, localDate, newId, systemClock } from '@safiri/kernel';
import { failPage } from '../visit/fail-page.server.ts';
import type { Staff } from '../visit/require-staff.server.ts';
import type { Visit } from '../visit/visit.server.ts';
import { viewTripChoice } from './trip-choice.ts';

/** First step: whose trip and which one. Staff of a company see their own trips, platform staff choose a company first. */
export async function loadTripChoice(visit: Visit, staff: Staff, query: URLSearchParams) {
  const { companies, company, day } = await loadDay(visit, query, staff.companyId);
  const base = {
    ...day,
    companies: staff.companyId === null ? companies.map(({ companyId: id, name }) => ({ id, name })) : [],
  };
  if (company === undefined) return viewTripChoice(base, { trips: [], more: false }, []);
  const after = Number(query.get('after') ?? Number.NaN);
  const answer = await visit.api(listTrips, {
    params: { companyId: company.companyId },
    query: { serviceDate: day.date, ...(Number.isSafeInteger(after) && after > 0 ? { after } : {}) },
  });
  if (!answer.ok) throw failPage(visit, answer);
  const times = answer.value.trips.map((trip) => visit.writing.time(trip.departsAt, company.timeZone));
  return viewTripChoice(base, answer.value, times);
}

/** A company's day, in words: what is known without asking for its trips. */
export async function loadDay(visit: Visit, query: URLSearchParams, ownCompanyId: string | null) {
  const listed = await visit.api(listCompanies, { query: { limit: 100 } });
  if (!listed.ok) throw failPage(visit, listed);
  const { companies } = listed.value;
  const companyId = ownCompanyId ?? query.get('company') ?? companies[0]?.companyId ?? '';
  const company = companies.find((one) => one.companyId === companyId);
  const today = localDate(systemClock.now(), company?.timeZone ?? 'UTC');
  const asked = query.get('date') ?? '';
  const date = isServiceDate(asked) ? asked : today;
  const day = {
    companyId,
    companyName: company?.name ?? '',
    date,
    dateText: visit.writing.longDate(date),
    before: addDays(date, -1),
    next: addDays(date, 1),
  };
  return { companies, company, day };
}

/**
 * Second step: the scanner of one trip, of one's own company. `scanId` names the next scan; sent again it finds the answer
 * it got.
 */
export async function loadScanner(visit: Visit, staff: Staff, tripId: number) {
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
