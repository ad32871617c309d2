import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { searchTrips, type StopState, type TripOffer } from '@safiri/contracts';
import type { Service } from '@safiri/runtime';
import { openTestbed, type Testbed } from '@safiri/testkit';
import { networkConsumers } from '../network/consumers.ts';
import { sampleCompany, sampleFares, samplePattern, sampleStop, sampleTrip, tell } from '../network/sample-network.ts';
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

/** Nairobi 22:00 → Malaba 01:10 → Kampala 06:00, all UTC+3, then Kigali 14:00 on its own clocks (UTC+2). */
function nightCoach(): {
  stops: [StopState, StopState, StopState, StopState];
  pattern: ReturnType<typeof samplePattern>;
} {
  const stops: [StopState, StopState, StopState, StopState] = [
    sampleStop('Nairobi', { timeZone: 'Africa/Nairobi' }),
    sampleStop('Malaba', { timeZone: 'Africa/Nairobi' }),
    sampleStop('Kampala', { timeZone: 'Africa/Kampala' }),
    sampleStop('Kigali', { timeZone: 'Africa/Kigali' }),
  ];
  const minutes = [0, 190, 480, 1020];
  return { stops, pattern: samplePattern(stops.map((at, index) => ({ at, minutes: minutes[index] ?? 0 }))) };
}

describe('the date of a search', () => {
  it('is the date of boarding: what left yesterday is found by who boards after midnight', async () => {
    const { stops, pattern } = nightCoach();
    const [nairobi, malaba, , kigali] = stops;
    await tell(bed, service, {
      stops,
      patterns: [pattern],
      fares: [sampleFares(pattern)],
      trips: [sampleTrip(pattern, '2031-03-01T19:00:00Z')],
    });

    expect(await search(malaba.stopId, kigali.stopId, '2031-03-01')).toEqual([]);
    const [offer] = await search(malaba.stopId, kigali.stopId, '2031-03-02');
    expect(offer).toMatchObject({
      companyName: sampleCompany.name,
      routeName: pattern.routeName,
      stopsBetween: 1,
      fare: { amountMinor: 2000, currency: 'RWF' },
      seatsFree: 4,
      capacity: 4,
      from: { index: 1, name: 'Malaba', timeZone: 'Africa/Nairobi', departsAt: '2031-03-01T22:10:00.000Z' },
      to: { index: 3, name: 'Kigali', timeZone: 'Africa/Kigali', arrivesAt: '2031-03-02T12:00:00.000Z' },
    });
    expect(await search(nairobi.stopId, kigali.stopId, '2031-03-01')).toHaveLength(1);
    expect(await search(nairobi.stopId, kigali.stopId, '2031-03-02')).toEqual([]);
  });

  it("is the date of the boarding stop's own clocks on a trip that crosses a border", async () => {
    // 00:30 in Nairobi, where the company keeps its timetable, is 23:30 of the day before in Kigali.
    const kigali = sampleStop('Kigali');
    const nairobi = sampleStop('Nairobi', { timeZone: 'Africa/Nairobi' });
    const pattern = samplePattern([
      { at: kigali, minutes: 0 },
      { at: nairobi, minutes: 900 },
    ]);
    const trip = sampleTrip(pattern, '2031-03-01T21:30:00Z', { serviceDate: '2031-03-02' });
    await tell(bed, service, {
      stops: [kigali, nairobi],
      patterns: [pattern],
      fares: [sampleFares(pattern)],
      trips: [trip],
    });

    expect((await search(kigali.stopId, nairobi.stopId, '2031-03-01')).map((offer) => offer.tripId)).toEqual([
      trip.tripId,
    ]);
    expect(await search(kigali.stopId, nairobi.stopId, '2031-03-02')).toEqual([]);
  });

  it('begins with the first of two midnights when clocks go back', async () => {
    // On 2031-10-26 the clocks of the Azores show 00:00 to 01:00 twice, from 00:00 and from 01:00 UTC.
    const [ponta, nordeste] = [
      sampleStop('Ponta Delgada', { timeZone: 'Atlantic/Azores' }),
      sampleStop('Nordeste', { timeZone: 'Atlantic/Azores' }),
    ];
    const pattern = samplePattern([
      { at: ponta, minutes: 0 },
      { at: nordeste, minutes: 75 },
    ]);
    const trips = ['2031-10-25T23:45:00Z', '2031-10-26T00:15:00Z', '2031-10-26T01:15:00Z', '2031-10-27T00:45:00Z'].map(
      (instant) => sampleTrip(pattern, instant),
    );
    await tell(bed, service, { stops: [ponta, nordeste], patterns: [pattern], fares: [sampleFares(pattern)], trips });
    const found = (await search(ponta.stopId, nordeste.stopId, '2031-10-26')).map((offer) =>
      trips.findIndex((trip) => trip.tripId === offer.tripId),
    );
    expect(found).toEqual([1, 2, 3]);
  });

  it('reaches boardings days after the trip set out', async () => {
    const [harare, lusaka, kigali] = [sampleStop('Harare'), sampleStop('Lusaka'), sampleStop('Kigali')];
    const pattern = samplePattern([
      { at: harare, minutes: 0 },
      { at: lusaka, minutes: 4 * 24 * 60 },
      { at: kigali, minutes: 5 * 24 * 60 },
    ]);
    await tell(bed, service, {
      stops: [harare, lusaka, kigali],
      patterns: [pattern],
      fares: [sampleFares(pattern)],
      trips: [sampleTrip(pattern, '2031-03-01T08:00:00Z')],
    });
    expect(await search(lusaka.stopId, kigali.stopId, '2031-03-05')).toHaveLength(1);
  });
});
