import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { searchTrips, type TripOffer } from '@safiri/contracts';
import { localDate, newId } from '@safiri/kernel';
import type { Service } from '@safiri/runtime';
import { openTestbed, type Testbed } from '@safiri/testkit';
import { networkConsumers } from '../network/consumers.ts';
import { sampleFares, samplePattern, sampleStop, sampleTrip, tell } from '../network/sample-network.ts';
import { atOnce } from './at-once.ts';
import { searchRoutes } from './routes.ts';

let bed: Testbed;
let service: Service;
let client: ReturnType<Awaited<ReturnType<Testbed['serve']>>['as']>;

beforeAll(async () => {
  bed = await openTestbed({ service: 'ticketing', postgres: inject('postgres') });
  service = {
    name: 'ticketing',
    db: bed.deps.db,
    routes: searchRoutes(bed.deps, atOnce),
    consumers: networkConsumers(),
    jobs: [],
  };
  client = (await bed.serve(service)).as();
});
afterAll(async () => await bed.close());

async function search(from: string, to: string, date: string): Promise<TripOffer[]> {
  const answer = await client(searchTrips, { query: { from, to, date } });
  if (!answer.ok) throw new Error(`${answer.code}: ${answer.detail}`);
  return answer.value.offers;
}

describe('what is offered', () => {
  it('departures from every stop of a station, and arrivals at every one', async () => {
    const station = sampleStop('Nyabugogo', { kind: 'station' });
    const bays = [
      sampleStop('Bay 1', { stationId: station.stopId }),
      sampleStop('Bay 2', { stationId: station.stopId }),
    ];
    const huye = sampleStop('Huye');
    const there = bays.map((bay) =>
      samplePattern([
        { at: bay, minutes: 0 },
        { at: huye, minutes: 150 },
      ]),
    );
    const back = bays.map((bay) =>
      samplePattern([
        { at: huye, minutes: 0 },
        { at: bay, minutes: 150 },
      ]),
    );
    const patterns = [...there, ...back];
    const trips = patterns.map((pattern, index) => sampleTrip(pattern, `2031-03-01T0${9 - index}:00:00Z`));
    await tell(bed, service, {
      stops: [station, ...bays, huye],
      patterns,
      fares: patterns.map((pattern) => sampleFares(pattern)),
      trips,
    });

    expect((await search(station.stopId, huye.stopId, '2031-03-01')).map((offer) => offer.from.name)).toEqual([
      'Bay 2',
      'Bay 1',
    ]);
    expect((await search(huye.stopId, station.stopId, '2031-03-01')).map((offer) => offer.to.name)).toEqual([
      'Bay 2',
      'Bay 1',
    ]);
    expect(await search(bays[0]?.stopId ?? '', huye.stopId, '2031-03-01')).toHaveLength(1);
  });

  it('a trip that serves two stops of the station once, on the stretch of fewest legs', async () => {
    const station = sampleStop('Kampala', { kind: 'station' });
    const [early, late] = [
      sampleStop('Old park', { stationId: station.stopId }),
      sampleStop('New park', { stationId: station.stopId }),
    ];
    const jinja = sampleStop('Jinja');
    const pattern = samplePattern([
      { at: early, minutes: 0 },
      { at: late, minutes: 20 },
      { at: jinja, minutes: 110 },
    ]);
    await tell(bed, service, {
      stops: [station, early, late, jinja],
      patterns: [pattern],
      fares: [sampleFares(pattern)],
      trips: [sampleTrip(pattern, '2031-03-01T05:00:00Z')],
    });
    const offers = await search(station.stopId, jinja.stopId, '2031-03-01');
    expect(offers.map((offer) => [offer.from.name, offer.fare.amountMinor])).toEqual([['New park', 1000]]);
  });

  it('only stretches that one may board and leave, that have a fare, of patterns and trips that run', async () => {
    const [a, b, c] = [sampleStop('A'), sampleStop('B'), sampleStop('C')];
    const noBoarding = samplePattern([
      { at: a, minutes: 0, boarding: false },
      { at: b, minutes: 60 },
      { at: c, minutes: 120 },
    ]);
    const noAlighting = samplePattern([
      { at: a, minutes: 0 },
      { at: b, minutes: 60 },
      { at: c, minutes: 120, alighting: false },
    ]);
    const noFare = samplePattern([
      { at: a, minutes: 0 },
      { at: b, minutes: 60 },
      { at: c, minutes: 120 },
    ]);
    const otherFares = samplePattern([
      { at: a, minutes: 0 },
      { at: b, minutes: 60 },
      { at: c, minutes: 120 },
    ]);
    const removed = samplePattern(
      [
        { at: a, minutes: 0 },
        { at: b, minutes: 60 },
        { at: c, minutes: 120 },
      ],
      { removed: true },
    );
    const cancelled = samplePattern([
      { at: a, minutes: 0 },
      { at: b, minutes: 60 },
      { at: c, minutes: 120 },
    ]);
    const patterns = [noBoarding, noAlighting, noFare, otherFares, removed, cancelled];
    const fares = patterns.map((pattern) =>
      sampleFares(
        pattern,
        pattern === noFare ? { amountsMinor: [500, null, 500] } : pattern === otherFares ? { amountsMinor: [500] } : {},
      ),
    );
    const trips = patterns.map((pattern) =>
      sampleTrip(pattern, '2031-03-01T05:00:00Z', pattern === cancelled ? { status: 'cancelled' } : {}),
    );
    await tell(bed, service, { stops: [a, b, c], patterns, fares, trips });

    expect(await search(a.stopId, c.stopId, '2031-03-01')).toEqual([]);
    expect(await search(c.stopId, a.stopId, '2031-03-01')).toEqual([]);
    const patternsFound = (offers: readonly TripOffer[]): unknown[] =>
      offers.map((offer) => patterns[trips.findIndex((trip) => trip.tripId === offer.tripId)]);
    expect(patternsFound(await search(a.stopId, b.stopId, '2031-03-01'))).toEqual([noAlighting, noFare]);
    expect(patternsFound(await search(b.stopId, c.stopId, '2031-03-01'))).toEqual([noBoarding, noFare]);
  });

  it('what has left the boarding stop is gone, what has only left an earlier one is not', async () => {
    const [a, b, c] = [sampleStop('A'), sampleStop('B'), sampleStop('C')];
    const pattern = samplePattern([
      { at: a, minutes: 0 },
      { at: b, minutes: 60 },
      { at: c, minutes: 120 },
    ]);
    const now = bed.deps.clock.now().getTime();
    const leftAt = new Date(now - 30 * 60_000);
    await tell(bed, service, {
      stops: [a, b, c],
      patterns: [pattern],
      fares: [sampleFares(pattern)],
      trips: [sampleTrip(pattern, leftAt.toISOString())],
    });
    expect(await search(a.stopId, c.stopId, localDate(leftAt, a.timeZone))).toEqual([]);
    expect(await search(b.stopId, c.stopId, localDate(new Date(now + 30 * 60_000), b.timeZone))).toHaveLength(1);
  });

  it('says which trips depart only about then', async () => {
    const ends = [sampleStop('Githurai'), sampleStop('Nairobi CBD')] as const;
    const pattern = samplePattern(ends.map((at, index) => ({ at, minutes: index * 40 })));
    const told = [undefined, true, false].map((approximate, index) =>
      sampleTrip(pattern, `2031-03-01T06:0${index}:00Z`, approximate === undefined ? {} : { approximate }),
    );
    await tell(bed, service, { stops: ends, patterns: [pattern], fares: [sampleFares(pattern)], trips: told });
    const offers = await search(ends[0].stopId, ends[1].stopId, '2031-03-01');
    expect(offers.map(({ approximate }) => approximate)).toEqual([false, true, false]);
  });

  it('at most 100 trips, the earliest first', async () => {
    const [a, b] = [sampleStop('A'), sampleStop('B')];
    const pattern = samplePattern([
      { at: a, minutes: 0 },
      { at: b, minutes: 60 },
    ]);
    const instants = Array.from({ length: 110 }, (_trip, index) =>
      new Date(Date.UTC(2031, 2, 1, 5) + ((index * 37) % 110) * 60_000).toISOString(),
    );
    await tell(bed, service, {
      stops: [a, b],
      patterns: [pattern],
      fares: [sampleFares(pattern)],
      trips: instants.map((instant) => sampleTrip(pattern, instant)),
    });
    expect((await search(a.stopId, b.stopId, '2031-03-01')).map((offer) => offer.from.departsAt)).toEqual(
      instants.toSorted().slice(0, 100),
    );
  });
});

describe('PLACE_UNKNOWN', () => {
  it('names the place that is not known, and a removed one is not', async () => {
    const [known, gone] = [sampleStop('Known'), sampleStop('Gone', { removed: true })];
    await tell(bed, service, { stops: [known, gone], patterns: [], fares: [], trips: [] });
    const refusal = async (from: string, to: string): Promise<unknown> => {
      const answer = await client(searchTrips, { query: { from, to, date: '2031-03-01' } });
      return answer.ok ? 'offers' : [answer.code, answer.problem?.status, answer.problem?.['field']];
    };
    expect(await refusal(newId(), known.stopId)).toEqual(['PLACE_UNKNOWN', 404, '/query/from']);
    expect(await refusal(known.stopId, gone.stopId)).toEqual(['PLACE_UNKNOWN', 404, '/query/to']);
    expect(await refusal(known.stopId, known.stopId)).toBe('offers');
  });
});
