import type { FeedCompany } from '../companies/company-queries.ts';
import type { Calendar, Feed, Pattern, Route, ScheduledTrip, Stop } from '../gtfs/feed.ts';
import { tripStarts } from '../gtfs/patterns/trip-starts.ts';
import type { FareMatrix } from '../gtfs/fares/fare-matrix.ts';
import type { FareRow } from '../routes/fare-queries.ts';
import type { PatternRow } from '../routes/pattern-queries.ts';
import type { FeedRoute } from '../routes/route-queries.ts';
import type { FeedStop } from '../stops/stop-queries.ts';
import type { CalendarRow } from '../timetable/calendar-queries.ts';
import type { ScheduledTripRow } from '../timetable/scheduled-trip-queries.ts';
import type { FeedIds } from './feed-ids.ts';

/** A feed under the name it is imported by, with the ids its parts have here. */
export type NamedFeed = { readonly feedName: string; readonly feed: Feed; readonly ids: FeedIds };

/** Agencies that run something. One without a route has nothing to sell. */
export function runningAgencyIds(feed: Feed): Set<string> {
  return new Set([...feed.routes.values()].map((route) => route.agencyId));
}

export function companyRows({ feed, ids }: NamedFeed): FeedCompany[] {
  const running = runningAgencyIds(feed);
  return [...feed.agencies.values()]
    .filter((agency) => running.has(agency.id))
    .map((agency) => ({
      companyId: ids.companies(agency.id),
      name: nameOf(agency.name, agency.id),
      timeZone: feed.timeZone,
      currency: feed.currency ?? null,
      phone: agency.phone ?? null,
      email: agency.email ?? null,
      url: agency.url ?? null,
      feedKey: agency.id,
    }));
}

export function stopRow({ ids }: NamedFeed, stop: Stop): Omit<FeedStop, 'otherNames'> {
  return {
    stopId: ids.stops(stop.id),
    kind: stop.kind,
    name: nameOf(stop.name, stop.id),
    latitude: stop.latitude,
    longitude: stop.longitude,
    timeZone: stop.timeZone,
    stationId: stop.parentId === undefined ? null : ids.stops(stop.parentId),
    feedKey: stop.id,
  };
}

export function routeRow({ ids }: NamedFeed, route: Route): FeedRoute {
  const names = [...new Set([route.shortName.trim(), route.longName.trim()])].filter((name) => name !== '');
  return {
    routeId: ids.routes(route.id),
    companyId: ids.companies(route.agencyId),
    name: nameOf(names.join(' '), route.id),
    feedKey: route.id,
  };
}

export function patternRow(named: NamedFeed, pattern: Pattern): PatternRow {
  const { ids, feedName } = named;
  return {
    patternId: ids.patterns(pattern.key),
    companyId: companyOfRoute(named, pattern.routeId),
    routeId: ids.routes(pattern.routeId),
    stopIds: pattern.stops.map((stop) => ids.stops(stop.stopId)),
    arriveSeconds: pattern.stops.map((stop) => stop.arrivalSeconds),
    departSeconds: pattern.stops.map((stop) => stop.departureSeconds),
    // By arrangement with the company or the driver is still allowed.
    boarding: pattern.stops.map((stop) => stop.pickup !== 'none'),
    alighting: pattern.stops.map((stop) => stop.dropOff !== 'none'),
    feedName,
    feedKey: pattern.key,
  };
}

export function fareRow(named: NamedFeed, pattern: Pattern, { currency, source, amountsMinor }: FareMatrix): FareRow {
  const patternId = named.ids.patterns(pattern.key);
  return {
    patternId,
    companyId: companyOfRoute(named, pattern.routeId),
    currency,
    source,
    amountsMinor: [...amountsMinor],
  };
}

export function calendarRow({ ids, feedName }: NamedFeed, calendar: Calendar): CalendarRow {
  return {
    calendarId: ids.calendars(calendar.serviceId),
    weekdays: calendar.weekdays,
    firstDate: calendar.period?.from ?? null,
    lastDate: calendar.period?.until ?? null,
    added: [...calendar.added].toSorted(),
    removed: [...calendar.removed].toSorted(),
    feedName,
    feedKey: calendar.serviceId,
  };
}

export function scheduledTripRow(named: NamedFeed, trip: ScheduledTrip): ScheduledTripRow {
  const { ids, feedName } = named;
  const starts = trip.headways.length === 0 ? [] : tripStarts(trip);
  return {
    scheduledTripId: ids.scheduled_trips(trip.id),
    companyId: companyOfRoute(named, trip.routeId),
    patternId: ids.patterns(trip.patternKey),
    calendarId: ids.calendars(trip.serviceId),
    startSeconds: trip.startSeconds,
    headwayStarts: inOrder(starts.map(({ startSeconds }) => startSeconds)),
    approximateStarts: inOrder(starts.filter(({ exactTimes }) => !exactTimes).map(({ startSeconds }) => startSeconds)),
    shapeKey: trip.shapeId ?? null,
    feedName,
    feedKey: trip.id,
  };
}

function inOrder(seconds: readonly number[]): number[] {
  return [...new Set(seconds)].toSorted((a, b) => a - b);
}

function companyOfRoute({ feed, ids }: NamedFeed, routeId: string): string {
  return ids.companies(feed.routes.get(routeId)?.agencyId ?? '');
}

/** As wide as a name may be; a few publishers put whole descriptions into names. */
const nameCharacters = 200;

/** A name that passengers can read, never empty, cut between characters. */
export function nameOf(text: string, otherwise: string): string {
  const name = text.trim() === '' ? otherwise : text.trim();
  return name.length <= nameCharacters ? name : Array.from(name.slice(0, nameCharacters)).slice(0, -1).join('');
}
