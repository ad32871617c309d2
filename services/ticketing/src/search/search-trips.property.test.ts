import fc from 'fast-check';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import type { PatternFares, PatternState, StopState, TripState } from '@safiri/contracts';
import { isDomainError, localDate } from '@safiri/kernel';
import type { Service } from '@safiri/runtime';
import { openTestbed, type Testbed } from '@safiri/testkit';
import { networkConsumers } from '../network/consumers.ts';
import {
  sampleFares,
  samplePattern,
  sampleStop,
  sampleTrip,
  tell,
  type SampleNetwork,
} from '../network/sample-network.ts';
import { atOnce } from './at-once.ts';
import { createTripSearch } from './search-trips.ts';

let bed: Testbed;
let service: Service;

beforeAll(async () => {
  bed = await openTestbed({ service: 'ticketing', postgres: inject('postgres') });
  service = { name: 'ticketing', db: bed.deps.db, routes: [], consumers: networkConsumers(), jobs: [] };
});
afterAll(async () => await bed.close());

/** Half-hour and quarter-hour zones, both ends of the calendar, and one where 00:00 to 01:00 comes twice on 2031-10-26. */
const zones = [
  'Africa/Kigali',
  'Africa/Nairobi',
  'Asia/Kathmandu',
  'Pacific/Kiritimati',
  'Pacific/Honolulu',
  'Atlantic/Azores',
];
const hour = 3_600_000;
const begin = Date.UTC(2031, 9, 24);

const arbitraryStops = fc
  .array(
    fc.record({
      timeZone: fc.constantFrom(...zones),
      removed: fc.integer({ min: 0, max: 5 }).map((draw) => draw === 0),
      inStation: fc.boolean(),
    }),
    { minLength: 3, maxLength: 6 },
  )
  .map((drawn): StopState[] => {
    const station = sampleStop('Station', { kind: 'station' });
    return [
      station,
      ...drawn.map(({ inStation, ...given }) =>
        sampleStop('Stop', { ...given, stationId: inStation ? station.stopId : null }),
      ),
    ];
  });

const arbitraryPattern = (stops: readonly StopState[]): fc.Arbitrary<PatternState> =>
  fc
    .record({
      calls: fc.array(
        fc.record({
          at: fc.constantFrom(...stops.slice(1)),
          ride: fc.integer({ min: 0, max: 30 * 60 }),
          boarding: mostly,
          alighting: mostly,
        }),
        { minLength: 2, maxLength: 6 },
      ),
      removed: mostly.map((kept) => !kept),
    })
    .map(({ calls, removed }) => {
      let minutes = 0;
      return samplePattern(
        calls.map(({ ride, ...call }, index) => ({ ...call, minutes: (minutes += index === 0 ? 0 : ride) })),
        { removed },
      );
    });
const mostly = fc.integer({ min: 0, max: 5 }).map((draw) => draw > 0);

const arbitraryNetwork: fc.Arbitrary<SampleNetwork> = arbitraryStops.chain((stops) =>
  fc.array(arbitraryPattern(stops), { minLength: 1, maxLength: 4 }).chain((patterns) =>
    fc
      .record({
        gaps: fc.array(fc.boolean(), { minLength: patterns.length * 15, maxLength: patterns.length * 15 }),
        trips: fc.array(
          fc.record({
            pattern: fc.constantFrom(...patterns),
            halfHours: fc.nat(4 * 48),
            cancelled: mostly.map((kept) => !kept),
          }),
          { minLength: 1, maxLength: 12 },
        ),
      })
      .map(({ gaps, trips }) => ({
        stops,
        patterns,
        fares: patterns.map((pattern, index): PatternFares => {
          const fares = sampleFares(pattern);
          return {
            ...fares,
            amountsMinor: fares.amountsMinor.map((amount, pair) =>
              gaps[index * 15 + pair] === true && pair % 3 === 0 ? null : amount,
            ),
          };
        }),
        trips: trips.map(({ pattern, halfHours, cancelled }) =>
          sampleTrip(pattern, new Date(begin + halfHours * (hour / 2)).toISOString(), {
            status: cancelled ? 'cancelled' : 'scheduled',
          }),
        ),
      })),
  ),
);

/** What ought to be offered, by trying every pair of stops of every trip: trip, boarding and alighting stop, in order. */
function tryEverything(
  network: SampleNetwork,
  search: { from: string; to: string; date: string },
): [number, number, number][] {
  const stopsById = new Map(network.stops.map((stop) => [stop.stopId, stop]));
  const isAt = (stopId: string, place: string): boolean => {
    const stop = stopsById.get(stopId);
    return stop !== undefined && !stop.removed && (stop.stopId === place || stop.stationId === place);
  };
  const found = network.trips.flatMap((trip) => {
    const pattern = network.patterns.find((candidate) => candidate.patternId === trip.patternId);
    const fares = network.fares.find((candidate) => candidate.patternId === trip.patternId);
    if (pattern === undefined || fares === undefined || pattern.removed || trip.status === 'cancelled') return [];
    const rides = pairsOf(pattern, fares).filter(
      ({ from, to }) =>
        from.boarding &&
        to.alighting &&
        isAt(from.stopId, search.from) &&
        isAt(to.stopId, search.to) &&
        localDate(leaving(trip, from), stopsById.get(from.stopId)?.timeZone ?? 'UTC') === search.date,
    );
    const best = rides.toSorted(
      (left, right) =>
        left.toIndex - left.fromIndex - (right.toIndex - right.fromIndex) || left.fromIndex - right.fromIndex,
    )[0];
    return best === undefined ? [] : [{ trip, best }];
  });
  return found
    .toSorted(
      (left, right) =>
        leaving(left.trip, left.best.from).getTime() - leaving(right.trip, right.best.from).getTime() ||
        left.trip.tripId - right.trip.tripId,
    )
    .map(({ trip, best }) => [trip.tripId, best.fromIndex, best.toIndex]);
}

function leaving(trip: TripState, from: { readonly departSeconds: number }): Date {
  return new Date(Date.parse(trip.departsAt) + from.departSeconds * 1000);
}

function pairsOf(pattern: PatternState, fares: PatternFares) {
  const pairs = pattern.stops.flatMap((from, fromIndex) =>
    pattern.stops.slice(fromIndex + 1).map((to, ahead) => ({ from, fromIndex, to, toIndex: fromIndex + 1 + ahead })),
  );
  return pairs.filter((_pair, index) => fares.amountsMinor[index] !== null);
}

it('search finds exactly what trying every pair of stops of every trip finds', async () => {
  let offersSeen = 0;
  const searchTrips = createTripSearch(bed.deps.db, atOnce);
  await fc.assert(
    fc.asyncProperty(arbitraryNetwork, async (network) => {
      await tell(bed, service, network);
      const dates = Array.from({ length: 8 }, (_date, index) =>
        new Date(begin + (index - 1) * 24 * hour).toISOString().slice(0, 10),
      );
      for (const from of network.stops) {
        const to = network.stops[(network.stops.indexOf(from) + 1) % network.stops.length] ?? from;
        for (const place of new Set([to, network.stops[0] ?? to])) {
          for (const date of dates) {
            const search = { from: from.stopId, to: place.stopId, date };
            const offers = await searchTrips(search).then(
              (answer) => answer.offers,
              (error: unknown) => {
                if (isDomainError(error) && error.code === 'PLACE_UNKNOWN') return [];
                throw error;
              },
            );
            expect(offers.map((offer) => [offer.tripId, offer.from.index, offer.to.index])).toEqual(
              tryEverything(network, search),
            );
            offersSeen += offers.length;
          }
        }
      }
    }),
    { numRuns: 20 },
  );
  // The comparison is worth something only when something was found.
  expect(offersSeen).toBeGreaterThan(50);
});
