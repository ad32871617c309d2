import { addDays, serviceDate, timetableInstant } from '@safiri/kernel';
import { beforeAll, describe, expect, it } from 'vitest';
import { serviceDates } from '../calendar/service-dates.ts';
import { fareAt, fareMatrix } from '../fares/fare-matrix.ts';
import type { Feed, Pattern } from '../feed.ts';
import type { Problem } from '../problems.ts';
import { readFeed } from '../read-feed.ts';
import { straightMetres } from '../straight-metres.ts';
import { usable } from '../testing/small-feed.ts';
import { demoFeeds } from './demo-feeds.ts';
import type { DemoFeed } from './demo-feeds.ts';

type Read = { readonly demo: DemoFeed; readonly feed: Feed; readonly problems: readonly Problem[] };

/** Shuttles between safari towns are sold in dollars, so that who pays by PayPal finds a bus. */
const dollarRoute = 'nairobi-arusha';

/** The canonical validator's cap for a bus. */
const fastestMetresPerSecond = 150 / 3.6;

describe('the demonstration network', () => {
  const network: Read[] = [];
  beforeAll(async () => {
    for (const demo of await demoFeeds()) {
      const result = await readFeed({ folder: demo.folder });
      network.push({ demo, feed: usable(result), problems: result.report.problems });
    }
  });

  it('has not one problem', () => {
    expect(network.flatMap(({ problems }) => problems)).toEqual([]);
  });

  it('is four companies in four countries, each with a fleet', () => {
    expect(network.map(({ demo, feed }) => [demo.name, feed.timeZone, feed.currency, feed.agencies.size])).toEqual([
      ['demo-rwanda', 'Africa/Kigali', 'RWF', 1],
      ['demo-uganda', 'Africa/Kampala', 'UGX', 1],
      ['demo-kenya', 'Africa/Nairobi', 'KES', 1],
      ['demo-tanzania', 'Africa/Dar_es_Salaam', 'TZS', 1],
    ]);
    for (const { demo, feed } of network) {
      expect(demo.companies.map(({ agencyId }) => agencyId)).toEqual([...feed.agencies.keys()]);
      expect(
        demo.companies.every(({ buses, layouts }) =>
          buses.every((bus) => layouts.some(({ id }) => id === bus.layoutId)),
        ),
      ).toBe(true);
    }
    const plates = network.flatMap(({ demo }) =>
      demo.companies.flatMap(({ buses }) => buses.map(({ plate }) => plate)),
    );
    expect(new Set(plates).size).toBe(plates.length);
  });

  it('has a price for every journey one may make, falling with no stop added', () => {
    for (const { feed } of network) {
      for (const pattern of feed.patterns.values()) {
        const matrix = fareMatrix(pattern, feed);
        const currency = pattern.routeId === dollarRoute ? 'USD' : feed.currency;
        expect(matrix).toMatchObject({ source: 'feed', currency });
        for (const [from, to] of soldJourneys(pattern)) {
          expect(matrix && fareAt(matrix, from, to)).toBeGreaterThan(0);
        }
      }
    }
  });

  it('crosses borders, and midnight', () => {
    const zonesOf = (feed: Feed, pattern: Pattern) =>
      new Set(pattern.stops.map(({ stopId }) => feed.stops.get(stopId)?.timeZone));
    const crossing = network.flatMap(({ feed }) =>
      [...feed.patterns.values()].filter((pattern) => zonesOf(feed, pattern).size > 1).map(({ routeId }) => routeId),
    );
    expect(new Set(crossing)).toEqual(
      new Set(['kigali-kampala', 'kigali-nairobi', 'kampala-nairobi', 'nairobi-arusha', 'dar-nairobi', 'dar-kigali']),
    );
    for (const { feed } of network) {
      const overnight = [...feed.trips.values()].filter(
        (trip) =>
          trip.startSeconds + (feed.patterns.get(trip.patternKey)?.stops.at(-1)?.arrivalSeconds ?? 0) > 24 * 3600,
      );
      expect(overnight.length).toBeGreaterThan(0);
    }
  });

  it('drives at speeds a bus has', () => {
    for (const { feed } of network) {
      for (const { stops } of feed.patterns.values()) {
        for (const [leg, stop] of stops.slice(1).entries()) {
          const [from, to] = [feed.stops.get(stops[leg]?.stopId ?? ''), feed.stops.get(stop.stopId)];
          if (from === undefined || to === undefined) throw new Error(stop.stopId);
          const seconds = stop.arrivalSeconds - (stops[leg]?.departureSeconds ?? 0);
          const speed = straightMetres(from, to) / seconds;
          expect(speed).toBeLessThan(fastestMetresPerSecond / 2);
          expect(speed).toBeGreaterThan(5);
        }
      }
    }
  });

  it('runs every day of the coming years, but for the Kenyan day coach on Christmas Day', () => {
    for (const { feed } of network) {
      for (const year of [2026, 2030, 2035]) {
        for (const calendar of feed.calendars.values()) {
          const from = serviceDate(`${year}-12-20`);
          expect(serviceDates(calendar, from, addDays(from, 9))).toHaveLength(
            calendar.serviceId === 'day-coach' ? 9 : 10,
          );
        }
      }
    }
  });

  it('joins what companies call at by one name in one place under a station', () => {
    const stops = network.flatMap(({ demo, feed }) =>
      [...feed.stops.values()].filter(({ kind }) => kind === 'stop').map((stop) => ({ ...stop, feedName: demo.name })),
    );
    for (const [name, called] of Map.groupBy(stops, (stop) => stop.name)) {
      if (new Set(called.map(({ feedName }) => feedName)).size < 2 || name.endsWith('border')) continue;
      expect([name, called.every(({ parentId }) => parentId !== undefined)]).toEqual([name, true]);
    }
    const stations = network.flatMap(({ feed }) => [...feed.stops.values()].filter(({ kind }) => kind === 'station'));
    for (const [name, ofName] of Map.groupBy(stations, (station) => station.name)) {
      expect([name, new Set(ofName.map(({ latitude, longitude }) => `${latitude} ${longitude}`)).size]).toEqual([
        name,
        1,
      ]);
    }
  });

  it('tells times in the feed’s zone also of stops abroad', () => {
    const [rwanda] = network;
    const trip = rwanda?.feed.trips.get('kigali-kampala-out-1900');
    const arrival = rwanda?.feed.patterns.get(trip?.patternKey ?? '')?.stops.at(-1)?.arrivalSeconds ?? 0;
    // 19:00 in Kigali plus ten and a half hours: 05:30 there, 06:30 in Kampala.
    const instant = timetableInstant(serviceDate('2026-12-01'), (trip?.startSeconds ?? 0) + arrival, 'Africa/Kigali');
    expect(instant.toISOString()).toBe('2026-12-02T03:30:00.000Z');
  });
});

/** Boarding and alighting stops of journeys the timetable allows. */
function soldJourneys({ stops }: Pattern): [number, number][] {
  return stops.flatMap((from, at) =>
    stops.flatMap((to, later): [number, number][] =>
      later > at && from.pickup !== 'none' && to.dropOff !== 'none' ? [[at, later]] : [],
    ),
  );
}
