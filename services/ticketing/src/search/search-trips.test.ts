import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { searchTrips, type StopState, type TripOffer } from '@safiri/contracts';
import { localDate, newId } from '@safiri/kernel';
import type { Service } from '@safiri/runtime';
import { openTestbed, type Testbed } from '@safiri/testkit';
import { networkConsumers } from '../network/consumers.ts';
import { sampleCompany, sampleFares, samplePattern, sampleStop, sampleTrip, tell } from '../network/sample-network.ts';
import { searchRoutes } from './routes.ts';

let bed: Testbed;
let service: Service;
let client: ReturnType<Awaited<ReturnType<Testbed['serve']>>['as']>;

beforeAll(async () => {
  bed = await openTestbed({ service: 'ticketing', postgres: inject('postgres') });
  service = { name: 'ticketing', db: bed.deps.db, routes: searchRoutes(bed.deps), consumers: networkConsumers(), jobs: [] };
  client = (await bed.serve(service)).as();
});
afterAll(async () => await bed.close());

async function search(from: string, to: string, date: string): Promise<TripOffer[]> {
  const answer = await client(searchTrips, { query: { from, to, date } });
  if (!answer.ok) throw new Error(`${answer.code}: ${answer.detail}`);
  return answer.value.offers;
}

/** Nairobi 22:00 → Malaba 01:10 → Kampala 06:00, all UTC+3, then Kigali 14:00 on its own clocks (UTC+2). */
function nightCoach(): { stops: [StopState, StopState, StopState, StopState]; pattern: ReturnType<typeof samplePattern> } {
  const stops: [StopState, StopState, StopState, StopState] = [
    sampleStop('Nairobi', { timeZone: 'Africa/Nairobi' }), sampleStop('Malaba', { timeZone: 'Africa/Nairobi' }),
    sampleStop('Kampala', { timeZone: 'Africa/Kampala' }), sampleStop('Kigali', { timeZone: 'Africa/Kigali' }),
  ];
  const minutes = [0, 190, 480, 1020];
  return { stops, pattern: samplePattern(stops.map((at, index) => ({ at, minutes: minutes[index] ?? 0 }))) };
}

describe('the date of a search', () => {
  it('is the date of boarding: what left yesterday is found by who boards after midnight', async () => {
    const { stops, pattern } = nightCoach();
    const [nairobi, malaba, , kigali] = stops;
    await tell(bed, service, { stops, patterns: [pattern], fares: [sampleFares(pattern)], trips: [sampleTrip(pattern, '2031-03-01T19:00:00Z')] });

    expect(await search(malaba.stopId, kigali.stopId, '2031-03-01')).toEqual([]);
    const [offer] = await search(malaba.stopId, kigali.stopId, '2031-03-02');
    expect(offer).toMatchObject({
      companyName: sampleCompany.name, routeName: pattern.routeName, stopsBetween: 1, fare: { amountMinor: 2000, currency: 'RWF' }, seatsFree: 4, capacity: 4,
      from: { index: 1, name: 'Malaba', timeZone: 'Africa/Nairobi', departsAt: '2031-03-01T22:10:00.000Z' },
      to: { index: 3, name: 'Kigali', timeZone: 'Africa/Kigali', arrivesAt: '2031-03-02T12:00:00.000Z' },
    });
    expect(await search(nairobi.stopId, kigali.stopId, '2031-03-01')).toHaveLength(1);
    expect(await search(nairobi.stopId, kigali.stopId, '2031-03-02')).toEqual([]);
  });

  it('is the date of the boarding stop\'s own clocks on a trip that crosses a border', async () => {
    // 00:30 in Nairobi, where the company keeps its timetable, is 23:30 of the day before in Kigali.
    const kigali = sampleStop('Kigali');
    const nairobi = sampleStop('Nairobi', { timeZone: 'Africa/Nairobi' });
    const pattern = samplePattern([{ at: kigali, minutes: 0 }, { at: nairobi, minutes: 900 }]);
    const trip = sampleTrip(pattern, '2031-03-01T21:30:00Z', { serviceDate: '2031-03-02' });
    await tell(bed, service, { stops: [kigali, nairobi], patterns: [pattern], fares: [sampleFares(pattern)], trips: [trip] });

    expect((await search(kigali.stopId, nairobi.stopId, '2031-03-01')).map((offer) => offer.tripId)).toEqual([trip.tripId]);
    expect(await search(kigali.stopId, nairobi.stopId, '2031-03-02')).toEqual([]);
  });

  it('begins with the first of two midnights when clocks go back', async () => {
    // On 2031-10-26 the clocks of the Azores show 00:00 to 01:00 twice, from 00:00 and from 01:00 UTC.
    const [ponta, nordeste] = [sampleStop('Ponta Delgada', { timeZone: 'Atlantic/Azores' }), sampleStop('Nordeste', { timeZone: 'Atlantic/Azores' })];
    const pattern = samplePattern([{ at: ponta, minutes: 0 }, { at: nordeste, minutes: 75 }]);
    const trips = ['2031-10-25T23:45:00Z', '2031-10-26T00:15:00Z', '2031-10-26T01:15:00Z', '2031-10-27T00:45:00Z'].map((instant) => sampleTrip(pattern, instant));
    await tell(bed, service, { stops: [ponta, nordeste], patterns: [pattern], fares: [sampleFares(pattern)], trips });
    const found = (await search(ponta.stopId, nordeste.stopId, '2031-10-26')).map((offer) => trips.findIndex((trip) => trip.tripId === offer.tripId));
    expect(found).toEqual([1, 2, 3]);
  });

  it('reaches boardings days after the trip set out', async () => {
    const [harare, lusaka, kigali] = [sampleStop('Harare'), sampleStop('Lusaka'), sampleStop('Kigali')];
    const pattern = samplePattern([{ at: harare, minutes: 0 }, { at: lusaka, minutes: 4 * 24 * 60 }, { at: kigali, minutes: 5 * 24 * 60 }]);
    await tell(bed, service, { stops: [harare, lusaka, kigali], patterns: [pattern], fares: [sampleFares(pattern)], trips: [sampleTrip(pattern, '2031-03-01T08:00:00Z')] });
    expect(await search(lusaka.stopId, kigali.stopId, '2031-03-05')).toHaveLength(1);
  });
});

describe('what is offered', () => {
  it('departures from every stop of a station, and arrivals at every one', async () => {
    const station = sampleStop('Nyabugogo', { kind: 'station' });
    const bays = [sampleStop('Bay 1', { stationId: station.stopId }), sampleStop('Bay 2', { stationId: station.stopId })];
    const huye = sampleStop('Huye');
    const there = bays.map((bay) => samplePattern([{ at: bay, minutes: 0 }, { at: huye, minutes: 150 }]));
    const back = bays.map((bay) => samplePattern([{ at: huye, minutes: 0 }, { at: bay, minutes: 150 }]));
    const patterns = [...there, ...back];
    const trips = patterns.map((pattern, index) => sampleTrip(pattern, `2031-03-01T0${9 - index}:00:00Z`));
    await tell(bed, service, { stops: [station, ...bays, huye], patterns, fares: patterns.map((pattern) => sampleFares(pattern)), trips });

    expect((await search(station.stopId, huye.stopId, '2031-03-01')).map((offer) => offer.from.name)).toEqual(['Bay 2', 'Bay 1']);
    expect((await search(huye.stopId, station.stopId, '2031-03-01')).map((offer) => offer.to.name)).toEqual(['Bay 2', 'Bay 1']);
    expect(await search(bays[0]?.stopId ?? '', huye.stopId, '2031-03-01')).toHaveLength(1);
  });

  it('a trip that serves two stops of the station once, on the stretch of fewest legs', async () => {
    const station = sampleStop('Kampala', { kind: 'station' });
    const [early, late] = [sampleStop('Old park', { stationId: station.stopId }), sampleStop('New park', { stationId: station.stopId })];
    const jinja = sampleStop('Jinja');
    const pattern = samplePattern([{ at: early, minutes: 0 }, { at: late, minutes: 20 }, { at: jinja, minutes: 110 }]);
    await tell(bed, service, { stops: [station, early, late, jinja], patterns: [pattern], fares: [sampleFares(pattern)], trips: [sampleTrip(pattern, '2031-03-01T05:00:00Z')] });
    const offers = await search(station.stopId, jinja.stopId, '2031-03-01');
    expect(offers.map((offer) => [offer.from.name, offer.fare.amountMinor])).toEqual([['New park', 1000]]);
  });

  it('only stretches that one may board and leave, that have a fare, of patterns and trips that run', async () => {
    const [a, b, c] = [sampleStop('A'), sampleStop('B'), sampleStop('C')];
    const noBoarding = samplePattern([{ at: a, minutes: 0, boarding: false }, { at: b, minutes: 60 }, { at: c, minutes: 120 }]);
    const noAlighting = samplePattern([{ at: a, minutes: 0 }, { at: b, minutes: 60 }, { at: c, minutes: 120, alighting: false }]);
    const noFare = samplePattern([{ at: a, minutes: 0 }, { at: b, minutes: 60 }, { at: c, minutes: 120 }]);
    const otherFares = samplePattern([{ at: a, minutes: 0 }, { at: b, minutes: 60 }, { at: c, minutes: 120 }]);
    const removed = samplePattern([{ at: a, minutes: 0 }, { at: b, minutes: 60 }, { at: c, minutes: 120 }], { removed: true });
    const cancelled = samplePattern([{ at: a, minutes: 0 }, { at: b, minutes: 60 }, { at: c, minutes: 120 }]);
    const patterns = [noBoarding, noAlighting, noFare, otherFares, removed, cancelled];
    const fares = patterns.map((pattern) => sampleFares(pattern, pattern === noFare ? { amountsMinor: [500, null, 500] } : pattern === otherFares ? { amountsMinor: [500] } : {}));
    const trips = patterns.map((pattern) => sampleTrip(pattern, '2031-03-01T05:00:00Z', pattern === cancelled ? { status: 'cancelled' } : {}));
    await tell(bed, service, { stops: [a, b, c], patterns, fares, trips });

    expect(await search(a.stopId, c.stopId, '2031-03-01')).toEqual([]);
    expect(await search(c.stopId, a.stopId, '2031-03-01')).toEqual([]);
    const patternsFound = (offers: readonly TripOffer[]): unknown[] => offers.map((offer) => patterns[trips.findIndex((trip) => trip.tripId === offer.tripId)]);
    expect(patternsFound(await search(a.stopId, b.stopId, '2031-03-01'))).toEqual([noAlighting, noFare]);
    expect(patternsFound(await search(b.stopId, c.stopId, '2031-03-01'))).toEqual([noBoarding, noFare]);
  });

  it('what has left the boarding stop is gone, what has only left an earlier one is not', async () => {
    const [a, b, c] = [sampleStop('A'), sampleStop('B'), sampleStop('C')];
    const pattern = samplePattern([{ at: a, minutes: 0 }, { at: b, minutes: 60 }, { at: c, minutes: 120 }]);
    const now = bed.deps.clock.now().getTime();
    const leftAt = new Date(now - 30 * 60_000);
    await tell(bed, service, { stops: [a, b, c], patterns: [pattern], fares: [sampleFares(pattern)], trips: [sampleTrip(pattern, leftAt.toISOString())] });
    expect(await search(a.stopId, c.stopId, localDate(leftAt, a.timeZone))).toEqual([]);
    expect(await search(b.stopId, c.stopId, localDate(new Date(now + 30 * 60_000), b.timeZone))).toHaveLength(1);
  });

  it('at most 100 trips, the earliest first', async () => {
    const [a, b] = [sampleStop('A'), sampleStop('B')];
    const pattern = samplePattern([{ at: a, minutes: 0 }, { at: b, minutes: 60 }]);
    const instants = Array.from({ length: 110 }, (_trip, index) => new Date(Date.UTC(2031, 2, 1, 5) + ((index * 37) % 110) * 60_000).toISOString());
    await tell(bed, service, { stops: [a, b], patterns: [pattern], fares: [sampleFares(pattern)], trips: instants.map((instant) => sampleTrip(pattern, instant)) });
    expect((await search(a.stopId, b.stopId, '2031-03-01')).map((offer) => offer.from.departsAt)).toEqual(instants.toSorted().slice(0, 100));
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
